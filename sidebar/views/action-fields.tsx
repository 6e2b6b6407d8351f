import {Choices} from '../parts/choices.tsx';
import {Problem} from '../parts/problem.tsx';
import {SelectField} from '../parts/select-field.tsx';
import {TextField} from '../parts/text-field.tsx';
import {Tick} from '../parts/tick.tsx';
import type {Detail} from '../state/action-form.ts';
import type {FieldsProps} from './action-form.tsx';

const methods = ['Bank transfer', 'Cheque', 'Cash', 'Other'];

/** Money that came outside Stripe. Of several invoices each is recorded as paid in full. */
export function PaymentFields({form, offers, problemOf, type}: FieldsProps) {
  return (
    <>
      {offers.length > 1 ? (
        <p>Records all that is still due on each invoice.</p>
      ) : (
        <Choices
          id="extent"
          legend="How much arrived"
          options={[
            {value: 'all', label: 'All that is still due'},
            {value: 'amount', label: 'An amount'},
          ]}
          chosen={form.extent === 'all' ? 'all' : 'amount'}
          choose={(extent) => type({extent})}
        />
      )}
      {form.extent === 'amount' && <AmountField {...{form, offers, problemOf, type}} />}
      <TextField
        id="received-on"
        label="Arrived on"
        problem={problemOf('received-on')}
        control={{type: 'date'}}
        value={form.receivedOn}
        onType={(receivedOn) => type({receivedOn})}
      />
      <SelectField
        id="method"
        label="How it was paid"
        options={methods.map((name) => [name, name])}
        value={form.method}
        onChoose={(method) => type({method})}
      />
      <TextField
        id="reference"
        label="Reference"
        help="As on the bank statement: the audit finds the payment by it."
        control={{spellcheck: false}}
        value={form.reference}
        onType={(reference) => type({reference})}
      />
    </>
  );
}

/** An amount of the one invoice, in its currency. */
export function AmountField({form, offers, problemOf, type}: FieldsProps) {
  const [offer] = offers;
  if (offer === undefined) return null;
  return (
    <TextField
      id="amount"
      label={`Amount in ${offer.currency}`}
      problem={problemOf('amount')}
      control={amountControl}
      value={form.amount}
      onType={(amount) => type({amount})}
    />
  );
}

/** How an amount is typed. */
export const amountControl = {class: 'number', inputMode: 'decimal', autocomplete: 'off'} as const;

/** Steers collections; what the invoice says stays. */
export function AgreedDayFields({form, problemOf, type}: FieldsProps) {
  return (
    <>
      <Choices
        id="agreement"
        legend="Agreement"
        options={[
          {value: 'agree', label: 'The customer may pay by a later day'},
          {value: 'take-back', label: 'There is no agreement any more'},
        ]}
        chosen={form.takesAgreementBack ? 'take-back' : 'agree'}
        choose={(chosen) => type({takesAgreementBack: chosen === 'take-back'})}
        help="It steers collections. Due date and aging stay as they are."
      />
      {!form.takesAgreementBack && (
        <TextField
          id="pay-by"
          label="Pay by"
          problem={problemOf('pay-by')}
          control={{type: 'date'}}
          value={form.payBy}
          onType={(payBy) => type({payBy})}
        />
      )}
    </>
  );
}

const details: readonly {
  readonly detail: Detail;
  readonly label: string;
  readonly help: string;
  readonly rows: number;
}[] = [
  {detail: 'purchaseOrder', label: 'PO number', help: 'Empty clears it.', rows: 1},
  {detail: 'memo', label: 'Memo', help: 'Empty clears it.', rows: 2},
  {detail: 'footer', label: 'Footer', help: 'Empty clears it.', rows: 2},
  {
    detail: 'metadata',
    label: 'Metadata',
    help: 'One key: value for each line. An empty value deletes its key; other keys stay.',
    rows: 3,
  },
];

/** What is ticked is changed; all else stays. */
export function DetailFields({form, problemOf, type}: FieldsProps) {
  const problem = problemOf('details');
  return (
    <fieldset class="stack" data-invalid={problem === null ? undefined : 'true'} tabIndex={-1}>
      <legend>What changes</legend>
      <Problem text={problem} />
      {details.map(({detail, label, help, rows}) => {
        const typed = form.details[detail];
        const others = Object.fromEntries(Object.entries(form.details).filter(([name]) => name !== detail));
        return (
          <div class="stack tight" key={detail}>
            <Tick
              id={`change-${detail}`}
              isTicked={typed !== undefined}
              turn={(isTicked) => type({details: isTicked ? {...others, [detail]: ''} : others})}
            >
              {label}
            </Tick>
            {typed !== undefined && (
              <TextField
                id={`detail-${detail}`}
                label={`New ${detail === 'purchaseOrder' ? label : label.toLowerCase()}`}
                help={help}
                problem={problemOf(`detail-${detail}`)}
                {...(rows === 1 ? {} : {rows})}
                value={typed}
                onType={(value) => type({details: {...form.details, [detail]: value}})}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
