import {isAboutTheKey} from '../../google-failure.ts';
import {createInvoices, stopCreation} from '../../jobs/creation.ts';
import {askDrafts} from '../../jobs/drafts.ts';
import {Button} from '../../parts/button.tsx';
import {FailureNotice, Notice} from '../../parts/notice.tsx';
import {Section} from '../../parts/section.tsx';
import type {BatchProgress, CreationStage} from '../../state/creation.ts';
import {mustBePreviewedAgain} from '../../state/work.ts';
import {countText, numberText} from '../../words.ts';
import type {ViewProps} from '../view-props.ts';
import {BatchResult} from './batch-result.tsx';
import {CreateForm} from './create-form.tsx';

/** Making the invoices: the choice, how far it has come, and what came of it. It keeps the focus from one to the next. */
export function Creation(props: ViewProps) {
  const {drafts, creation} = props.sidebar.invoices;
  const {stage} = creation;
  const preview = drafts.found?.asked === 'preview' ? drafts.found.reply : null;
  const canCreate = preview !== null && (preview.digest !== null || preview.drafts !== undefined);
  if (stage.kind === 'idle' && !canCreate) return null;
  return (
    <Section title={stage.kind === 'complete' ? 'What was created' : 'Create'}>
      {stage.kind === 'idle' && canCreate && <CreateForm {...props} previewed={preview} />}
      <Stage {...props} stage={stage} />
    </Section>
  );
}

function Stage({stage, ...props}: ViewProps & {readonly stage: CreationStage}) {
  switch (stage.kind) {
    case 'idle':
      return null;
    case 'working':
      return <Working {...props} stage={stage} />;
    case 'stopped':
      return (
        <>
          <Notice tone="plain">
            <p class="fact">Stopped: {progressText(stage.progress)}.</p>
            <p class="next">What is created is kept, and nothing is created twice.</p>
          </Notice>
          <div class="buttons">
            <Button
              kind="action"
              onPress={() => void createInvoices(props.ports, stage.request, stage.progress)}
            >
              Continue
            </Button>
          </div>
        </>
      );
    case 'failed':
      return <Failed {...props} stage={stage} />;
    case 'complete':
      return <BatchResult {...props} reply={stage.reply} />;
  }
}

function Working({
  stage: {progress, isStopping},
  ports,
}: ViewProps & {readonly stage: Extract<CreationStage, {readonly kind: 'working'}>}) {
  const {created, invoices} = progress;
  return (
    <>
      <p class="waiting">{isStopping ? 'Stopping after this part…' : 'Creating invoices in Stripe…'}</p>
      <div class="stack tight">
        <progress aria-label="Invoices created" value={created} max={Math.max(invoices, 1)} />
        <p class="small">{progressText(progress)}</p>
      </div>
      <div class="buttons">
        <Button isOff={isStopping} onPress={() => stopCreation(ports)}>
          Stop
        </Button>
      </div>
      <p class="small quiet">
        What is created is kept when you stop or close the sidebar: go on with it whenever you like.
      </p>
    </>
  );
}

function Failed({
  stage: {failure, request, progress},
  ports,
  open,
}: ViewProps & {readonly stage: Extract<CreationStage, {readonly kind: 'failed'}>}) {
  const before = progress.created > 0 ? {before: `It ended at ${progressText(progress)}.`} : {};
  if (mustBePreviewedAgain(failure))
    return (
      <FailureNotice failure={failure} {...before}>
        <Button onPress={() => void askDrafts(ports, 'preview')}>Preview again</Button>
      </FailureNotice>
    );
  return (
    <>
      <FailureNotice failure={failure} {...before}>
        {isAboutTheKey(failure.code) && <Button onPress={() => open('connect')}>Open Connect</Button>}
        <Button onPress={() => void createInvoices(ports, request, progress)}>Continue</Button>
      </FailureNotice>
      <p class="small quiet">Nothing is created twice, however often you continue.</p>
    </>
  );
}

function progressText({created, invoices, isOfDrafts}: BatchProgress): string {
  return `${numberText(created)} of ${countText(invoices, 'invoice')} ${isOfDrafts ? 'finalized' : 'created'}`;
}
