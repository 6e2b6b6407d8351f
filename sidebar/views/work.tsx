import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Button} from '../parts/button.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {doneOf, mustBePreviewedAgain, type Work, type WorkResult, type WorkStep} from '../state/work.ts';
import {countText, numberText} from '../words.ts';

interface WorkStepProps {
  readonly step: WorkStep;
  readonly isOff: boolean;
  readonly stop: () => void;
  readonly goOn: () => void;
  readonly previewAgain: () => void;
  readonly close: () => void;
}

/** Something that is done to many invoices: how far it is, stop, go on, and what became of each. */
export function WorkStepView({step, isOff, stop, goOn, previewAgain, close}: WorkStepProps) {
  switch (step.kind) {
    case 'working':
      return (
        <>
          <p class="waiting">{step.work.isStopping ? 'Stopping after this part…' : 'Working in Stripe…'}</p>
          <Progress work={step.work} />
          <div class="buttons">
            <Button key="stop" isOff={step.work.isStopping} onPress={stop}>
              Stop
            </Button>
          </div>
          <p class="small quiet">What is done stays done when you stop.</p>
        </>
      );
    case 'stopped':
      return (
        <>
          {step.failure === null ? (
            <Notice tone="plain">
              <p class="fact">Stopped. What was done stays done.</p>
            </Notice>
          ) : (
            <FailureNotice failure={step.failure} />
          )}
          <Progress work={step.work} />
          <div class="buttons">
            {mustBePreviewedAgain(step.failure) ? (
              <Button kind="action" isOff={isOff} onPress={previewAgain}>
                Preview again
              </Button>
            ) : (
              <Button kind="action" isOff={isOff} onPress={goOn}>
                Continue
              </Button>
            )}
          </div>
        </>
      );
    case 'done':
      return (
        <>
          <Results result={step.result} />
          <div class="buttons">
            <Button kind="action" onPress={close}>
              Close
            </Button>
            {step.result.failed > 0 && <Button onPress={goOn}>Do it again</Button>}
          </div>
          {step.result.failed > 0 && <p class="small quiet">Nothing is done twice.</p>}
        </>
      );
  }
}

function Progress({work}: {readonly work: Work}) {
  const done = doneOf(work);
  return (
    <div class="stack tight">
      <progress aria-label="Invoices done" value={done} max={Math.max(work.total, 1)} />
      <p class="small">
        {numberText(done)} of {countText(work.total, 'invoice')}
      </p>
    </div>
  );
}

function Results({result}: {readonly result: WorkResult}) {
  const {failed, invoices, message} = result;
  // Of one invoice the message may have said it all.
  const isSaid = invoices.length === 1 && invoices[0]?.sentence === message;
  // What needs a person stands first.
  const order = ['failed', 'left alone', 'done'];
  const sorted = [...invoices].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return (
    <>
      <Notice tone={failed > 0 ? 'warn' : 'good'}>
        <p class="fact">
          <AmountsTogether text={message} />
        </p>
      </Notice>
      {!isSaid && (
        <ul class="stack" aria-label="What became of each invoice">
          {sorted.map(({invoiceId, title, outcome, sentence}) => (
            <li key={invoiceId} class="subject" data-tone={tones[outcome]}>
              <p class="fact small">
                <AmountsTogether text={title} />
              </p>
              <p class={`text ${words[outcome].tone}`}>
                {words[outcome].sign} <AmountsTogether text={sentence} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const tones = {done: 'good', failed: 'bad', 'left alone': 'warn'} as const;
const words = {
  done: {sign: '✓', tone: 'plain'},
  failed: {sign: 'Failed:', tone: 'bad'},
  'left alone': {sign: 'Left alone:', tone: 'warning'},
} as const;
