import type {ActionPreview} from '../../src/core/action-contract.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Button} from '../parts/button.tsx';
import {Notice} from '../parts/notice.tsx';
import {actedOn, doingLabel, isForGood} from '../state/action-words.ts';
import type {ActionStep} from '../state/actions.ts';
import {InTotal} from './in-total.tsx';
import {ApprovalStanding, withoutBecause} from './invoices/approval-standing.tsx';

/** What would happen, invoice by invoice, and the button that says what it does. */
export function ActionPreviewView({
  step,
  isOff,
  canChange,
  confirm,
  change,
  lookAgain,
}: {
  readonly step: Extract<ActionStep, {readonly kind: 'previewed'}>;
  readonly isOff: boolean;
  readonly canChange: boolean;
  readonly confirm: () => void;
  readonly change: () => void;
  readonly lookAgain: () => void;
}) {
  const {preview, request} = step.previewed;
  const {digest, totals, approval, message} = preview;
  const {name} = request.action;
  const label = doingLabel(
    name,
    actedOn(preview).map(({title}) => title),
  );
  return (
    <>
      {step.hasChanged && (
        <Notice tone="warn">
          <p class="fact">This is no longer what you saw before.</p>
          <p class="next">Something has changed since. Read it again before you go on.</p>
        </Notice>
      )}
      <p class="fact">{withoutBecause(message, approval)}</p>
      <InTotal totals={totals} />
      <Invoices preview={preview} />
      {digest !== null && <ApprovalStanding standing={approval} isOff={isOff} lookAgain={lookAgain} />}
      <div class="buttons">
        {digest !== null && approval.kind !== 'needed' && (
          <Button kind={isForGood(name) ? 'danger' : 'action'} isOff={isOff} onPress={confirm}>
            {label}
          </Button>
        )}
        {canChange && (
          <Button isOff={isOff} onPress={change}>
            Change
          </Button>
        )}
      </div>
    </>
  );
}

function Invoices({preview: {invoices}}: {readonly preview: ActionPreview}) {
  return (
    <ul class="stack" aria-label="What happens to each invoice">
      {invoices.map(({invoiceId, title, willDo, refusal}) => (
        <li key={invoiceId} class="subject" data-tone={refusal === null ? 'plain' : 'warn'}>
          <p class="fact small">
            <AmountsTogether text={title} />
          </p>
          {refusal === null ? (
            willDo.map((sentence) => (
              <p key={sentence}>
                <AmountsTogether text={sentence} />
              </p>
            ))
          ) : (
            <p class="text warning">Left alone: {refusal}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
