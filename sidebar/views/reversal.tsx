import type {PagePorts} from '../jobs/page-ports.ts';
import {chooseBatch, openReversal, previewReversal, reverseBatch, stopReversal} from '../jobs/reversal.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Button} from '../parts/button.tsx';
import {FailureNotice} from '../parts/notice.tsx';
import {type OpenReversal, reversalLabel} from '../state/reversal.ts';
import {InTotal} from './in-total.tsx';
import {ApprovalStanding, withoutBecause} from './invoices/approval-standing.tsx';
import {ReversalDecisions, ReversalList} from './reversal-decisions.tsx';
import {useStepFocus} from './step-focus.ts';
import {WorkStepView} from './work.tsx';

/** Takes a batch back: which one, how each invoice of it goes, what only a person can decide, why, and what became of it. */
export function ReversalView({open, ports}: {readonly open: OpenReversal; readonly ports: PagePorts}) {
  const {step, isAsking, failure} = open;
  const section = useStepFocus(step.kind);
  const back = step.kind === 'choosing' || step.kind === 'done' || step.kind === 'stopped';
  return (
    <section ref={section} class="stack" aria-label="Reverse batch" data-takes-focus tabIndex={-1}>
      <header class="stack tight">
        {step.kind !== 'working' && (
          <div>
            <Button
              kind="link"
              onPress={() => ports.store.dispatch({type: back ? 'reversal-closed' : 'reversal-back'})}
            >
              {back ? '← Invoices' : step.kind === 'deciding' ? '← All batches' : '← Decisions'}
            </Button>
          </div>
        )}
        <h2>Reverse batch</h2>
        <ChosenBatch open={open} />
      </header>
      <Step open={open} ports={ports} />
      {isAsking && <p class="waiting">{step.kind === 'choosing' ? 'Reading…' : 'Asking Stripe…'}</p>}
      {failure !== null && <FailureNotice failure={failure} onRetry={() => void retry(open, ports)} />}
    </section>
  );
}

function retry({step, request}: OpenReversal, ports: PagePorts): Promise<void> {
  if (step.kind !== 'choosing') return previewReversal(ports);
  return request.batchId === '' ? openReversal(ports) : chooseBatch(ports, request.batchId);
}

function ChosenBatch({open: {batches, request}}: {readonly open: OpenReversal}) {
  const batch = batches?.find(({batchId}) => batchId === request.batchId);
  if (batch === undefined) return null;
  return (
    <p class="small quiet">
      <AmountsTogether text={batch.title} />
    </p>
  );
}

function Step({open, ports}: {readonly open: OpenReversal; readonly ports: PagePorts}) {
  const {step, isAsking} = open;
  switch (step.kind) {
    case 'choosing':
      return <Batches open={open} choose={(batchId) => void chooseBatch(ports, batchId)} />;
    case 'deciding':
      return <ReversalDecisions open={open} preview={step.preview} ports={ports} />;
    case 'previewed':
      return <Confirmation open={open} ports={ports} />;
    default:
      return (
        <WorkStepView
          step={step}
          isOff={isAsking}
          stop={() => stopReversal(ports)}
          goOn={() => void reverseBatch(ports)}
          previewAgain={() => void previewReversal(ports)}
          close={() => ports.store.dispatch({type: 'reversal-closed'})}
        />
      );
  }
}

function Batches({
  open: {batches, isAsking},
  choose,
}: {
  readonly open: OpenReversal;
  readonly choose: (batchId: string) => void;
}) {
  if (batches === null) return null;
  if (batches.length === 0)
    return <p>There is no batch to reverse: none was created from this spreadsheet in the last 400 days.</p>;
  return (
    <>
      <p>
        An invoice that somebody has seen is a legal document: nothing is undone silently. Choose a batch to
        see how each of its invoices can be taken back.
      </p>
      <ul class="stack tight" aria-label="Batches">
        {batches.map(({batchId, title}) => (
          <li key={batchId}>
            <Button kind="candidate" isOff={isAsking} onPress={() => choose(batchId)}>
              <span>
                <AmountsTogether text={title} />
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Confirmation({
  open: {step, isAsking},
  ports,
}: {
  readonly open: OpenReversal;
  readonly ports: PagePorts;
}) {
  if (step.kind !== 'previewed') return null;
  const {preview} = step;
  const {digest, approval, message, totals} = preview;
  return (
    <>
      <p class="fact">{withoutBecause(message, approval)}</p>
      <InTotal totals={totals} />
      <ReversalList preview={preview} />
      {digest !== null && (
        <ApprovalStanding
          standing={approval}
          isOff={isAsking}
          lookAgain={() => void previewReversal(ports)}
        />
      )}
      <div class="buttons">
        {digest !== null && approval.kind !== 'needed' && (
          <Button kind="danger" isOff={isAsking} onPress={() => void reverseBatch(ports)}>
            {reversalLabel(preview)}
          </Button>
        )}
        <Button isOff={isAsking} onPress={() => ports.store.dispatch({type: 'reversal-back'})}>
          Change
        </Button>
      </div>
    </>
  );
}
