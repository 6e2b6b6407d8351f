import type {ActionName, ActionOffer, OfferedAction} from '../../src/core/action-contract.ts';
import {Button} from '../parts/button.tsx';
import {shortTitle} from '../state/action-words.ts';

interface Offered {
  readonly name: ActionName;
  readonly label: string;
  /** How many of the invoices it is offered for. */
  readonly invoices: number;
  /** Why not, for the others. */
  readonly refusals: readonly string[];
}

/** What may be done, and what Stripe forbids in this state, with why. */
export function ActionChoice({
  offers,
  choose,
}: {
  readonly offers: readonly ActionOffer[];
  readonly choose: (name: ActionName) => void;
}) {
  if (offers.length === 0) return null;
  const all = offeredOf(offers);
  const possible = all.filter(({invoices}) => invoices > 0);
  const impossible = all.filter(({invoices}) => invoices === 0);
  return (
    <>
      {possible.length === 0 ? (
        <p>Nothing can be done now.</p>
      ) : (
        <ul class="stack tight" aria-label="What can be done">
          {possible.map(({name, label, invoices, refusals}) => (
            <li key={name}>
              <Button kind="candidate" onPress={() => choose(name)}>
                <span class="accent">{label}</span>
                {refusals.length > 0 && (
                  <span class="quiet small">
                    For {invoices} of {offers.length}. {refusals.join(' ')}
                  </span>
                )}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {impossible.length > 0 && (
        <details class="small" open>
          <summary>Not possible now: {impossible.length}</summary>
          <dl class="stack tight">
            {impossible.map(({name, label, refusals}) => (
              <div key={name}>
                <dt>{label.replace('…', '')}</dt>
                <dd class="quiet">{refusals.join(' ')}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

/** Each action once, in the order of the first invoice that tells of it. */
function offeredOf(offers: readonly ActionOffer[]): readonly Offered[] {
  const told = new Map<ActionName, (OfferedAction & {readonly of: string})[]>();
  for (const {actions, title} of offers)
    for (const action of actions)
      told.set(action.name, [...(told.get(action.name) ?? []), {...action, of: shortTitle(title)}]);
  return [...told].map(([name, every]) => ({
    name,
    label: every[0]?.label ?? name,
    invoices: every.filter(({refusal}) => refusal === null).length,
    refusals: [
      ...new Set(every.flatMap(({refusal, of}) => (refusal === null ? [] : [naming(of, refusal, offers)]))),
    ],
  }));
}

/** Of several invoices, each refusal names its own. */
function naming(of: string, refusal: string, offers: readonly ActionOffer[]): string {
  return offers.length === 1 || refusal.includes(of) ? refusal : `${of}: ${refusal}`;
}
