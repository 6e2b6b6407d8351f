import type {ApprovalRequest} from '../../../src/core/approval-contract.ts';
import {approve, decline, readApprovals} from '../../jobs/approvals.ts';
import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Button} from '../../parts/button.tsx';
import {Field} from '../../parts/field.tsx';
import {FailureNotice, Notice} from '../../parts/notice.tsx';
import {Section} from '../../parts/section.tsx';
import {sortedRequests} from '../../state/approvals.ts';
import {momentText, numberText} from '../../words.ts';
import type {ViewProps} from '../view-props.ts';

/** What somebody else has prepared and this person may agree to: before everything else, because a colleague waits. */
export function WaitingForYou(props: ViewProps) {
  const {sidebar, state} = props;
  const {requests, told} = sidebar.approvals;
  const {waitingForYou} = sortedRequests(requests ?? [], state.person);
  return (
    <>
      {told !== null && (
        <Notice tone="good">
          <p>{told}</p>
        </Notice>
      )}
      {waitingForYou.length > 0 && (
        <section class="stack" aria-label="Waiting for you" data-takes-focus tabIndex={-1}>
          <h2>Waiting for you: {waitingForYou.length}</h2>
          {waitingForYou.map((request) => (
            <Request key={request.digest} {...props} request={request} canAnswer />
          ))}
        </section>
      )}
    </>
  );
}

/** What this person has asked for, and what others wait for or were told. */
export function OtherRequests(props: ViewProps) {
  const {sidebar, state, ports} = props;
  const {requests, readFailure} = sidebar.approvals;
  const {yours, others} = sortedRequests(requests ?? [], state.person);
  return (
    <>
      {readFailure !== null && (
        <FailureNotice
          failure={readFailure}
          before="Cannot read what waits for approval."
          onRetry={() => void readApprovals(ports)}
        />
      )}
      {yours.length > 0 && (
        <Section title="Your requests">
          {yours.map((request) => (
            <Request key={request.digest} {...props} request={request} />
          ))}
        </Section>
      )}
      {others.length > 0 && (
        <details>
          <summary>Requests of others: {others.length}</summary>
          <div class="stack">
            {others.map((request) => (
              <Request key={request.digest} {...props} request={request} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

const stateWords: Readonly<Record<ApprovalRequest['state'], string>> = {
  waiting: 'Waiting',
  approved: 'Approved',
  lapsed: 'Lapsed',
  used: 'Done',
  declined: 'Declined',
};
const stateTones: Readonly<Record<ApprovalRequest['state'], string>> = {
  waiting: 'warning',
  approved: 'good',
  lapsed: '',
  used: 'good',
  declined: 'bad',
};

/** What is asked, by whom and why, with everything that is in it: whoever approves has seen exactly that. */
function Request({
  request,
  canAnswer = false,
  ...props
}: ViewProps & {readonly request: ApprovalRequest; readonly canAnswer?: boolean}) {
  const {title, lines, linesLeftOut, totals, because, preparedBy, preparedAt, state, approvedBy, refusal} =
    request;
  return (
    <article class="card stack tight" aria-label={title} data-takes-focus tabIndex={-1}>
      <div class="heading-row">
        <h3>{title}</h3>
        <span class={`badge ${stateTones[state]}`}>{stateWords[state]}</span>
      </div>
      {totals.map((total) => (
        <p key={total} class="fact">
          <AmountsTogether text={total} />
        </p>
      ))}
      <p>
        <AmountsTogether text={because} />
      </p>
      <p class="small quiet">
        Prepared by {preparedBy}, {momentText(preparedAt)}.
        {approvedBy !== null && ` ${state === 'declined' ? 'Declined' : 'Approved'} by ${approvedBy}.`}
      </p>
      {lines.length > 0 && (
        <details open={canAnswer && lines.length <= 5}>
          <summary>What is in it</summary>
          <ul class="stack tight small">
            {lines.map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same, and they never change places
              <li key={place}>
                <AmountsTogether text={line} />
              </li>
            ))}
            {linesLeftOut > 0 && <li class="quiet">and {numberText(linesLeftOut)} more</li>}
          </ul>
        </details>
      )}
      {state === 'waiting' && refusal !== null && <p class="small">{refusal}</p>}
      {canAnswer && <Answer {...props} digest={request.digest} title={title} />}
    </article>
  );
}

function Answer({
  digest,
  title,
  sidebar,
  ports,
}: ViewProps & {readonly digest: string; readonly title: string}) {
  const {answering, declining, failed} = sidebar.approvals;
  const isOff = answering !== null;
  const ask = (asked: string | null) =>
    ports.store.dispatch({type: 'approvals-decline-asked', digest: asked});
  return (
    <>
      {failed?.digest === digest && <FailureNotice failure={failed.failure} />}
      {answering === digest && <p class="waiting">Telling the spreadsheet…</p>}
      {declining?.digest === digest ? (
        <form
          class="stack tight"
          data-takes-focus
          tabIndex={-1}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isOff) void decline(ports);
          }}
        >
          <Field id={`reason-${digest}`} label="Why you decline" problem={declining.problem}>
            {(control) => (
              <textarea
                {...control}
                rows={2}
                value={declining.reason}
                onInput={(event) =>
                  ports.store.dispatch({type: 'approvals-reason-typed', reason: event.currentTarget.value})
                }
              />
            )}
          </Field>
          <div class="buttons">
            <Button kind="danger" type="submit" isOff={isOff}>
              Decline
            </Button>
            <Button isOff={isOff} onPress={() => ask(null)}>
              Back
            </Button>
          </div>
        </form>
      ) : (
        <div class="buttons">
          <Button
            kind="action"
            isOff={isOff}
            label={`Approve: ${title}`}
            onPress={() => void approve(ports, digest)}
          >
            Approve
          </Button>
          <Button isOff={isOff} label={`Decline… ${title}`} onPress={() => ask(digest)}>
            Decline…
          </Button>
        </div>
      )}
    </>
  );
}
