import type {UnfinishedRefresh} from '../../src/core/sidebar-contract.ts';
import {isAboutTheKey, type ShownFailure} from '../google-failure.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import {readState} from '../jobs/read-state.ts';
import {discardRefresh, refresh, stopRefresh} from '../jobs/refresh.ts';
import {Button} from '../parts/button.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {Question} from '../parts/question.tsx';
import {type RefreshProgress, shareDone} from '../state/refresh.ts';
import {countText, momentText, numberText, timeLeftText} from '../words.ts';
import type {ViewProps} from './view-props.ts';

/** Begin, watch, stop, go on, discard. */
export function RefreshControls({sidebar, state, ports, open}: ViewProps) {
  const {refresh: stage} = sidebar;
  const canBegin = stage.kind === 'idle' || stage.kind === 'told' || stage.kind === 'failed';
  return (
    <section aria-label="Refresh" class="stack" data-takes-focus tabIndex={-1}>
      {stage.kind === 'told' && !stage.isGood && state.unfinishedRefresh === null && (
        <Notice tone="plain">
          <p>{stage.message}</p>
        </Notice>
      )}
      {stage.kind === 'failed' && (
        <Failed failure={stage.failure} unfinished={state.unfinishedRefresh} ports={ports} open={open} />
      )}
      {stage.kind === 'count-changed' && (
        <Question
          text={`${stage.failure.fact} Publish it all the same?`}
          yes="Publish it"
          no="Keep the tabs"
          onYes={() => void refresh(ports, {acceptCountChange: true})}
          onNo={() => ports.store.dispatch({type: 'refresh-dismissed'})}
        />
      )}
      {stage.kind === 'working' && (
        <Working progress={stage.progress} isStopping={stage.isStopping} ports={ports} />
      )}
      {stage.kind === 'discarding' && <p class="waiting">Discarding what was read…</p>}
      {canBegin && (
        <Begin
          isConnected={state.connection !== null}
          isFirst={state.lastRefresh === null}
          isFailed={stage.kind === 'failed'}
          unfinished={state.unfinishedRefresh}
          isDiscardAsked={sidebar.isDiscardAsked}
          ports={ports}
          openConnect={() => open('connect')}
        />
      )}
      {stage.kind === 'told' && stage.isGood && <p class="small quiet">✓ {stage.message}</p>}
    </section>
  );
}

function Failed({
  failure,
  unfinished,
  ports,
  open,
}: {
  readonly failure: ShownFailure;
  readonly unfinished: UnfinishedRefresh | null;
  readonly ports: PagePorts;
  readonly open: ViewProps['open'];
}) {
  // Where something is left to go on with, Resume below is the way to try again.
  const retry = unfinished === null ? {onRetry: () => void refresh(ports)} : {};
  return (
    <FailureNotice failure={failure} {...retry}>
      {isAboutTheKey(failure.code) && <Button onPress={() => open('connect')}>Open Connect</Button>}
    </FailureNotice>
  );
}

interface BeginProps {
  readonly isConnected: boolean;
  readonly isFirst: boolean;
  /** Its notice has a button to try again. */
  readonly isFailed: boolean;
  readonly unfinished: UnfinishedRefresh | null;
  readonly isDiscardAsked: boolean;
  readonly ports: PagePorts;
  readonly openConnect: () => void;
}

/** What can be begun while nothing is at work here. */
function Begin(props: BeginProps) {
  const {isConnected, isFirst, isFailed, unfinished, ports, openConnect} = props;
  if (unfinished?.isRunning) return <Elsewhere unfinished={unfinished} ports={ports} />;
  if (!isConnected)
    return (
      <div class="empty">
        <p class="fact">
          {isFirst ? 'Nothing has been read from Stripe yet.' : 'You have not connected Stripe.'}
        </p>
        <p class="quiet">
          {isFirst
            ? 'Connect Stripe with a restricted key, then refresh: the Receivables and AR Aging tabs are made for you.'
            : 'A colleague has refreshed these figures. Connect a key of your own to refresh them yourself.'}
        </p>
        <Button kind="action" onPress={openConnect}>
          Connect Stripe
        </Button>
      </div>
    );
  if (unfinished !== null) return <Interrupted {...props} unfinished={unfinished} />;
  if (isFailed) return null;
  return (
    <>
      {isFirst && (
        <p class="quiet">Stripe is connected. The first refresh makes the Receivables and AR Aging tabs.</p>
      )}
      <div class="buttons">
        <Button key="begin" kind="action" onPress={() => void refresh(ports)}>
          Refresh now
        </Button>
      </div>
    </>
  );
}

function Interrupted({
  unfinished,
  isDiscardAsked,
  ports,
}: BeginProps & {readonly unfinished: UnfinishedRefresh}) {
  const {pages, invoices, by, startedAt, isResumable} = unfinished;
  const ask = (isAsked: boolean) => ports.store.dispatch({type: 'discard-asked', isAsked});
  if (isDiscardAsked)
    return (
      <Question
        text={`Discard ${countText(pages, 'page')} with ${countText(invoices, 'invoice')}? The tabs stay as they are.`}
        yes="Discard"
        no="Keep"
        isDanger
        onYes={() => void discardRefresh(ports)}
        onNo={() => ask(false)}
      />
    );
  return (
    <>
      <Notice tone="warn">
        <p class="fact">A refresh is unfinished.</p>
        <p class="next">
          {by} began it on {momentText(startedAt)}: {countText(pages, 'page')} with{' '}
          {countText(invoices, 'invoice')} are read.
          {!isResumable && ' It can no longer be gone on with; a new one begins from the start.'}
        </p>
      </Notice>
      <div class="buttons">
        <Button
          key="begin"
          kind="action"
          onPress={() => void refresh(ports, isResumable ? {runId: unfinished.runId} : {})}
        >
          {isResumable ? 'Resume' : 'Refresh now'}
        </Button>
        <Button onPress={() => ask(true)}>Discard…</Button>
      </div>
    </>
  );
}

function Elsewhere({unfinished, ports}: {readonly unfinished: UnfinishedRefresh; readonly ports: PagePorts}) {
  const {by, pages, invoices, expectedPages} = unfinished;
  return (
    <>
      <p class="waiting">{by} is refreshing now.</p>
      <Progress progress={{pages, invoices, expectedPages, secondsLeft: null}} />
      <div class="buttons">
        <Button onPress={() => void readState(ports)}>Look again</Button>
      </div>
    </>
  );
}

function Working({
  progress,
  isStopping,
  ports,
}: {
  readonly progress: RefreshProgress | null;
  readonly isStopping: boolean;
  readonly ports: PagePorts;
}) {
  return (
    <>
      <p class="waiting">{isStopping ? 'Stopping after this part…' : 'Reading invoices from Stripe…'}</p>
      <Progress progress={progress} />
      <div class="buttons">
        <Button key="stop" isOff={isStopping} onPress={() => stopRefresh(ports)}>
          Stop
        </Button>
      </div>
      <p class="small quiet">What is read is kept when you stop or close the sidebar.</p>
    </>
  );
}

function Progress({progress}: {readonly progress: RefreshProgress | null}) {
  if (progress === null) return null;
  const share = shareDone(progress);
  const left = timeLeftText(progress.secondsLeft);
  return (
    <div class="stack tight">
      {share !== null && <progress aria-label="Pages read" value={share} max={1} />}
      <p class="small">
        {countText(progress.pages, 'page')}
        {progress.expectedPages !== null && ` of about ${numberText(progress.expectedPages)}`} ·{' '}
        {countText(progress.invoices, 'invoice')}
        {left !== null && (
          <>
            {' · '}
            <span class="together">{left}</span>
          </>
        )}
      </p>
    </div>
  );
}
