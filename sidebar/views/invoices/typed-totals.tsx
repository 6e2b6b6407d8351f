import type {BatchTotal, PreviewReply} from '../../../src/core/invoice-contract.ts';
import {type CreationForm, nothingTyped, type TypedTotal, typedProblem} from '../../state/creation-form.ts';

/** In live mode a person types what they have read: nobody presses past a wrong total. */
export function TypedTotals({
  preview: {totals},
  form: {typed},
  type,
}: {
  readonly preview: PreviewReply;
  readonly form: CreationForm;
  readonly type: (change: Partial<CreationForm>) => void;
}) {
  return (
    <fieldset class="stack tight">
      <legend>Type count and total, as you have read them</legend>
      {totals.map((total) => (
        <TypedLine
          key={total.currency}
          total={total}
          typed={typed[total.currency] ?? nothingTyped}
          type={(line) => type({typed: {...typed, [total.currency]: line}})}
        />
      ))}
    </fieldset>
  );
}

function TypedLine({
  total,
  typed,
  type,
}: {
  readonly total: BatchTotal;
  readonly typed: TypedTotal;
  readonly type: (typed: TypedTotal) => void;
}) {
  const {currency} = total;
  const isComplete = typed.invoices.trim() !== '' && typed.total.trim() !== '';
  const problem = typedProblem(total, typed);
  const id = `typed-${currency}`;
  const state = isComplete && problem !== null ? {'aria-invalid': 'true' as const} : {};
  const described = isComplete ? {'aria-describedby': `${id}-said`} : {};
  return (
    <div class="typed">
      <b>{currency}</b>
      <input
        {...state}
        {...described}
        aria-label={`Invoices in ${currency}`}
        placeholder="invoices"
        inputMode="numeric"
        autocomplete="off"
        value={typed.invoices}
        onInput={(event) => type({...typed, invoices: event.currentTarget.value})}
      />
      <input
        {...state}
        {...described}
        aria-label={`Total in ${currency}`}
        placeholder="total"
        inputMode="decimal"
        autocomplete="off"
        value={typed.total}
        onInput={(event) => type({...typed, total: event.currentTarget.value})}
      />
      {isComplete && (
        <p class={problem === null ? 'text good small' : 'problem small'} id={`${id}-said`}>
          {problem === null ? '✓ as in the preview' : problem}
        </p>
      )}
    </div>
  );
}
