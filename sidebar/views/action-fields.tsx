import {Choices} from '../parts/choices.tsx';
import {Field} from '../parts/field.tsx';
import {Problem} from '../parts/problem.tsx';
import {Tick} from '../parts/tick.tsx';
import type {Detail} from '../state/action-form.ts';
import type {FieldsProps} from './action-form.tsx';

const methods = ['Bank transfer', 'Cheque', 'Cash', 'Other'];

/** Money that came outside Stripe. Of several invoices each is recorded as paid in full. */
export function PaymentFields({form, offers, problemOf, type}: FieldsProps) {
  const {receivedOn, method, reference} = form;
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
      <Field id="received-on" label="Arrived on" problem={problemOf('received-on')}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={receivedOn}
            onInput={(event) => type({receivedOn: event.currentTarget.value})}
          />
        )}
      </Field>
      <Field id="method" label="How it was paid">
        {(control) => (
          <select {...control} value={method} onChange={(event) => type({method: event.currentTarget.value})}>
            {methods.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        id="reference"
        label="Reference"
        help="As on the bank statement: the audit finds the payment by it."
        problem={problemOf('reference')}
      >
        {(control) => (
          <input
            {...control}
            value={reference}
            spellcheck={false}
            onInput={(event) => type({reference: event.currentTarget.value})}
          />
        )}
      </Field>
    </>
  );
}

/** An amount of the one invoice, in its currency. */
export function AmountField({form, offers, problemOf, type}: FieldsProps) {
  const [offer] = offers;
  if (offer === undefined) return null;
  return (
    <Field id="amount" label={`Amount in ${offer.currency}`} problem={problemOf('amount')}>
      {(control) => (
        <input
          {...control}
          class="number"
          inputMode="decimal"
          autocomplete="off"
          value={form.amount}
          onInput={(event) => type({amount: event.currentTarget.value})}
        />
      )}
    </Field>
  );
}

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
        <Field id="pay-by" label="Pay by" problem={problemOf('pay-by')}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={form.payBy}
              onInput={(event) => type({payBy: event.currentTarget.value})}
            />
          )}
        </Field>
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
              <Field
                id={`detail-${detail}`}
                label={`New ${detail === 'purchaseOrder' ? label : label.toLowerCase()}`}
                help={help}
                problem={problemOf(`detail-${detail}`)}
              >
                {(control) => {
                  const typing = {
                    ...control,
                    value: typed,
                    onInput: (event: InputEvent & {readonly currentTarget: {readonly value: string}}) =>
                      type({details: {...form.details, [detail]: event.currentTarget.value}}),
                  };
                  return rows === 1 ? <input {...typing} /> : <textarea {...typing} rows={rows} />;
                }}
              </Field>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
