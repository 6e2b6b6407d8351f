import {resumeKept} from '../jobs/actions.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import {Button} from '../parts/button.tsx';
import {Notice} from '../parts/notice.tsx';
import type {KeptAction} from '../state/actions.ts';
import {doneOf} from '../state/work.ts';
import {countText, numberText} from '../words.ts';

/** What was previewed and waits for an approval, or was stopped half-way. */
export function KeptActions({
  kept,
  ports,
}: {
  readonly kept: readonly KeptAction[];
  readonly ports: PagePorts;
}) {
  if (kept.length === 0) return null;
  return (
    <section class="stack tight" aria-label="Begun" data-takes-focus tabIndex={-1}>
      {kept.map((action) => (
        <Notice key={action.previewed.preview.digest} tone="warn">
          <p class="fact">{action.label}</p>
          <p class="next">{howItStands(action)}</p>
          <div class="buttons">
            <Button onPress={() => void resumeKept(ports, action)}>
              {action.work === null ? 'Look again' : 'Go on…'}
              <span class="only-heard"> {action.label}</span>
            </Button>
            <Button onPress={() => ports.store.dispatch({type: 'actions-forgotten', kept: action})}>
              Forget
              <span class="only-heard"> {action.label}</span>
            </Button>
          </div>
        </Notice>
      ))}
    </section>
  );
}

function howItStands({work}: KeptAction): string {
  return work === null
    ? 'Previewed, and not done yet: somebody else approves it first.'
    : `Stopped after ${numberText(doneOf(work))} of ${countText(work.total, 'invoice')}.`;
}
