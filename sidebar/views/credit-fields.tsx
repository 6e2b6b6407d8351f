import type {ActionOffer} from '../../src/core/action-contract.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Choices} from '../parts/choices.tsx';
import {Field} from '../parts/field.tsx';
import {Problem} from '../parts/problem.tsx';
import {Tick} from '../parts/tick.tsx';
import {lineField, stripeReasons} from '../state/action-form.ts';
import {AmountField} from './action-fields.tsx';
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
      <Field id="stripe-reason" label="Reason on the credit note">
        {(control) => (
          <select
            {...control}
            value={form.stripeReason}
            onChange={(event) => type({stripeReason: event.currentTarget.value})}
          >
            <option value="">None</option>
            {stripeReasons.map(({value, label}) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id="credit-memo" label="Memo on the credit note" help="The customer sees it.">
        {(control) => (
          <textarea
            {...control}
            rows={2}
            value={form.creditMemo}
            onInput={(event) => type({creditMemo: event.currentTarget.value})}
          />
        )}
      </Field>
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
              <Field
                id={lineField(lineId)}
                label={`Credit in ${offer.currency}`}
                problem={problemOf(lineField(lineId))}
              >
                {(control) => (
                  <input
                    {...control}
                    class="number"
                    inputMode="decimal"
                    autocomplete="off"
                    aria-label={`Credit of ${title} in ${offer.currency}`}
                    value={typed}
                    onInput={(event) =>
                      type({lineAmounts: {...form.lineAmounts, [lineId]: event.currentTarget.value}})
                    }
                  />
                )}
              </Field>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
