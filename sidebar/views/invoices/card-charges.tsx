import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Tick} from '../../parts/tick.tsx';
import type {Batch, CreationForm} from '../../state/creation-form.ts';
import {countText} from '../../words.ts';

/** So many cards are named one by one; the rest are in the list of rows. */
const namedMax = 5;

/** Cards that finalizing would charge at once: their own list, their own total, their own tick. */
export function CardCharges({
  batch: {
    preview: {charges, groups},
    isOfDrafts,
    goal,
  },
  form: {chargeCards},
  type,
}: {
  readonly batch: Batch;
  readonly form: CreationForm;
  readonly type: (change: Partial<CreationForm>) => void;
}) {
  if (charges.length === 0) return null;
  const charged = groups.flatMap(({charge, customer, rows, status}) =>
    isOfDrafts || charge === null || status === 'Not due yet' || status === 'New'
      ? []
      : [{charge, customer, row: rows[0] ?? 0}],
  );
  const total = charges
    .map(({total: amount, invoices}) => `${amount} in ${countText(invoices, 'invoice')}`)
    .join(', ');
  return (
    <fieldset class="card stack tight">
      <legend class="only-heard">Cards</legend>
      <p class="fact">
        <AmountsTogether text={`Cards, of the total: ${total}`} />
      </p>
      <ul class="stack tight small">
        {charged.slice(0, namedMax).map(({charge, customer, row}) => (
          <li key={row}>
            <AmountsTogether text={`${customer}: ${charge.replace(/^Will charge/, 'will charge')}`} />
          </li>
        ))}
        {charged.length > namedMax && (
          <li class="quiet">
            and {countText(charged.length - namedMax, 'more card')}, named below in the rows
          </li>
        )}
      </ul>
      {goal === 'drafts' ? (
        <p class="small quiet">Drafts charge nothing.</p>
      ) : (
        <>
          <Tick id="charge-cards" isTicked={chargeCards} turn={(isTicked) => type({chargeCards: isTicked})}>
            Charge these cards now
          </Tick>
          {!chargeCards && <p class="small quiet">Without it, these invoices stay drafts.</p>}
        </>
      )}
    </fieldset>
  );
}
