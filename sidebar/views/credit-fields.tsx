import type {ActionOffer} from '../../src/core/action-contract.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Choices} from '../parts/choices.tsx';
import {Problem} from '../parts/problem.tsx';
import {SelectField} from '../parts/select-field.tsx';
import {TextField} from '../parts/text-field.tsx';
import {Tick} from '../parts/tick.tsx';
import {lineField, stripeReasons} from '../state/action-form.ts';
import {AmountField, amountControl} from './action-fields.tsx';
import type {FieldsProps} from './action-form.tsx';
import {PaidPartChoices} from './paid-part.tsx';

/** A credit note: how much, where what was paid goes, and what the customer sees. Of several invoices all is credited. */
export function CreditFields(props: FieldsProps) {
  const {form, offers, type} = props;
  const [offer] = offers;
  const hasLines = offers.length === 1 && offer !== undefined && offer.lines.length > 0;
  return (
    <>
      {offers.length > 1 ? (
        <p>Credits all that can be credited of each invoice.</p>
      ) : (
        <Choices
          id="extent"
          legend="What is credited"
          options={[
            {value: 'all', label: 'All that can be credited'},
            {value: 'amount', label: 'An amount, with tax'},
            ...(hasLines ? [{value: 'lines' as const, label: 'Single lines'}] : []),
          ]}
          chosen={form.extent}
          choose={(extent) => type({extent})}
        />
      )}
      {form.extent === 'amount' && <AmountField {...props} />}
      {form.extent === 'lines' && hasLines && <LineTicks {...props} offer={offer} />}
      <PaidPartChoices chosen={form.paidPartGoesTo} choose={(paidPartGoesTo) => type({paidPartGoesTo})} />
      <CustomerSees {...props} />
    </>
  );
}

function CustomerSees({form, type}: FieldsProps) {
  return (
    <>
      <SelectField
        id="stripe-reason"
        label="Reason on the credit note"
        options={[['', 'None'], ...stripeReasons.map(({value, label}) => [value, label] as const)]}
        value={form.stripeReason}
        onChoose={(stripeReason) => type({stripeReason})}
      />
      <TextField
        id="credit-memo"
        label="Memo on the credit note"
        help="The customer sees it."
        rows={2}
        value={form.creditMemo}
        onType={(creditMemo) => type({creditMemo})}
      />
      <Tick
        id="emails-customer"
        isTicked={form.emailsCustomer}
        turn={(emailsCustomer) => type({emailsCustomer})}
      >
        Stripe e-mails the credit note to the customer
      </Tick>
    </>
  );
}

/** A ticked line is credited whole unless less is typed. */
function LineTicks({form, problemOf, type, offer}: FieldsProps & {readonly offer: ActionOffer}) {
  const problem = problemOf('lines');
  return (
    <fieldset class="stack" data-invalid={problem === null ? undefined : 'true'} tabIndex={-1}>
      <legend>Lines</legend>
      <Problem text={problem} />
      {offer.lines.map(({lineId, title, amount, shown}) => {
        const typed = form.lineAmounts[lineId];
        const others = Object.fromEntries(Object.entries(form.lineAmounts).filter(([id]) => id !== lineId));
        const whole = amount.toFixed(offer.decimals);
        return (
          <div class="stack tight" key={lineId}>
            <Tick
              id={`tick-${lineId}`}
              isTicked={typed !== undefined}
              turn={(isTicked) => type({lineAmounts: isTicked ? {...others, [lineId]: whole} : others})}
            >
              {title} · <AmountsTogether text={shown} />
            </Tick>
            {typed !== undefined && (
              <TextField
                id={lineField(lineId)}
                label={`Credit in ${offer.currency}`}
                problem={problemOf(lineField(lineId))}
                control={{...amountControl, 'aria-label': `Credit of ${title} in ${offer.currency}`}}
                value={typed}
                onType={(value) => type({lineAmounts: {...form.lineAmounts, [lineId]: value}})}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
