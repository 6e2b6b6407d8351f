import {isAboutTheKey} from '../../google-failure.ts';
import {goOnWith} from '../../jobs/creation.ts';
import {askAllOrNothing, askDrafts, newDraftsTab, readDrafts, tryDraftsAgain} from '../../jobs/drafts.ts';
import {openReversal} from '../../jobs/reversal.ts';
import {Button} from '../../parts/button.tsx';
import {FailureNotice, Notice} from '../../parts/notice.tsx';
import {Tick} from '../../parts/tick.tsx';
import {batchOf} from '../../state/creation-form.ts';
import {workWords} from '../../state/drafts.ts';
import {countText, dayText, momentText, numberText} from '../../words.ts';
import type {ViewProps} from '../view-props.ts';
import {OtherRequests, WaitingForYou} from './approvals.tsx';
import {Creation} from './creation.tsx';
import {DraftGroups} from './draft-groups.tsx';
import {PreviewTotals} from './preview-totals.tsx';

/** From rows to invoices: what they lack, what they come to, who agrees, and making them. */
export function InvoicesView(props: ViewProps) {
  const {state, ports} = props;
  return (
    <>
      <WaitingForYou {...props} />
      {state.connection === null ? <ConnectFirst {...props} /> : <Drafts {...props} />}
      <OtherRequests {...props} />
      {state.connection !== null && (
        <div>
          <Button kind="link" onPress={() => void openReversal(ports)}>
            Reverse batch…
          </Button>
        </div>
      )}
    </>
  );
}

function ConnectFirst({open}: ViewProps) {
  return (
    <div class="empty">
      <p class="fact">Connect Stripe to turn rows into invoices.</p>
      <p class="quiet">Then check what your rows lack, see what they come to, and create them.</p>
      <Button kind="action" onPress={() => open('connect')}>
        Connect Stripe
      </Button>
    </div>
  );
}

function Drafts(props: ViewProps) {
  const {sidebar, ports} = props;
  const {drafts, creation} = sidebar.invoices;
  const {known, readFailure, isReading, work, found, told} = drafts;
  if (known === null) {
    if (readFailure !== null)
      return <FailureNotice failure={readFailure} onRetry={() => void readDrafts(ports)} />;
    return isReading ? <p class="waiting">Reading your drafts…</p> : null;
  }
  return (
    <>
      <Unfinished {...props} />
      {told !== null && (
        <Notice tone="plain">
          <p>{told}</p>
        </Notice>
      )}
      <Rows {...props} />
      {work !== null && <p class="waiting">{workWords[work]}</p>}
      <Failed {...props} />
      {found !== null && (
        <Notice tone={found.reply.withProblems + found.reply.withWarnings > 0 ? 'warn' : 'good'}>
          <p class="fact">{found.reply.message}</p>
          <p class="next small">
            {found.asked === 'check'
              ? 'Nothing was changed in Stripe. Preview says what they come to.'
              : 'By Stripe’s own preview. Nothing was changed in Stripe.'}
          </p>
        </Notice>
      )}
      {found?.asked === 'preview' && <PreviewTotals reply={batchOf(found.reply, creation.form).preview} />}
      <Creation {...props} />
      {found !== null && creation.stage.kind !== 'working' && <DraftGroups {...props} found={found} />}
    </>
  );
}

/** A batch that was begun, here or by a colleague, and not ended. */
function Unfinished({sidebar, ports}: ViewProps) {
  const {drafts, creation} = sidebar.invoices;
  const unfinished = drafts.known?.unfinished ?? null;
  const {kind} = creation.stage;
  if (unfinished === null || kind === 'working' || kind === 'stopped' || kind === 'failed') return null;
  const {by, begunAt, created, invoices, finalize, deliver} = unfinished;
  const goal = deliver ? ', to be finalized and sent' : finalize ? ', to be finalized' : ', as drafts';
  return (
    <Notice tone="warn">
      <p class="fact">A batch is unfinished.</p>
      <p class="next">
        {by ?? 'Somebody'} began it on {momentText(begunAt)}: {numberText(created)} of{' '}
        {countText(invoices, 'invoice')} are created{goal}. Nothing is created twice.
      </p>
      <div class="buttons">
        <Button isOff={drafts.work !== null} onPress={() => void goOnWith(ports, unfinished)}>
          Go on with the batch of {dayText(begunAt).replace(/ \d{4}$/, '')}
        </Button>
      </div>
    </Notice>
  );
}

/** What there is to check, or how to begin. */
function Rows({sidebar, ports}: ViewProps) {
  const {drafts, creation} = sidebar.invoices;
  const {known, work, found, allOrNothing} = drafts;
  const isOff = work !== null || creation.stage.kind === 'working';
  if (known === null) return null;
  if (known.tab === null)
    return (
      <div class="empty" data-takes-focus tabIndex={-1}>
        <p class="fact">There is no tab for drafts yet.</p>
        <p class="quiet">
          It has a column for everything an invoice may say, and two examples. Paste your order lines into it:
          rows of one group become one invoice.
        </p>
        <Button kind="action" isOff={isOff} onPress={() => void newDraftsTab(ports)}>
          New Invoice Drafts tab
        </Button>
      </div>
    );
  const {title} = known.tab;
  return (
    <section class="stack tight" aria-label="Drafts" data-takes-focus tabIndex={-1}>
      <p class="small quiet">
        {found === null ? (
          <>
            Paste order lines into <b>{title}</b>: rows of one group become one invoice.
          </>
        ) : (
          <>
            <b>{countText(found.reply.groups.flatMap(({rows}) => rows).length, 'row')}</b> in {title}
          </>
        )}
      </p>
      <div class="buttons">
        <Button
          kind={found === null ? 'action' : 'plain'}
          isOff={isOff}
          onPress={() => void askDrafts(ports, 'check')}
        >
          {found === null ? 'Check' : 'Check again'}
        </Button>
        <Button
          kind={found?.asked === 'check' && found.reply.ready > 0 ? 'action' : 'plain'}
          isOff={isOff}
          onPress={() => void askDrafts(ports, 'preview')}
        >
          {found?.asked === 'preview' ? 'Preview again' : 'Preview'}
        </Button>
      </div>
      <Tick
        id="all-or-nothing"
        isTicked={allOrNothing}
        turn={(isTicked) => void askAllOrNothing(ports, isTicked)}
      >
        All or nothing: create none while any has a problem
      </Tick>
    </section>
  );
}

function Failed({sidebar, ports, open}: ViewProps) {
  const {failed, showFailure, readFailure} = sidebar.invoices.drafts;
  return (
    <>
      {failed !== null && (
        <FailureNotice failure={failed.failure} onRetry={() => void tryDraftsAgain(ports, failed.again)}>
          {isAboutTheKey(failed.failure.code) && (
            <Button onPress={() => open('connect')}>Open Connect</Button>
          )}
        </FailureNotice>
      )}
      {showFailure !== null && <FailureNotice failure={showFailure} />}
      {readFailure !== null && <FailureNotice failure={readFailure} onRetry={() => void readDrafts(ports)} />}
    </>
  );
}
