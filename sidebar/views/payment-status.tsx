import type {LookupResult} from '../../src/core/sidebar-contract.ts';
import {lookUp, lookUpTyped} from '../jobs/lookup.ts';
import {readAgain} from '../jobs/read-again.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Button} from '../parts/button.tsx';
import {Field} from '../parts/field.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {textsMax} from '../state/lookup.ts';
import {momentText} from '../words.ts';
import {ActionsView} from './actions.tsx';
import {KeptActions} from './kept-actions.tsx';
import {PaymentCard} from './payment-card.tsx';
import {TickedInvoices, tickingOf} from './ticked-invoices.tsx';
import type {ViewProps} from './view-props.ts';

export function PaymentStatusView(props: ViewProps) {
  const {sidebar, state, ports, open} = props;
  const {asking, failed, old} = sidebar.lookup;
  if (state.connection === null)
    return (
      <div class="empty">
        <p class="fact">Connect Stripe to look up payments.</p>
        <p class="quiet">
          Then type an invoice, a customer, a purchase order or a contract, and see at once whether it is
          paid.
        </p>
        <Button kind="action" onPress={() => open('connect')}>
          Connect Stripe
        </Button>
      </div>
    );
  if (sidebar.actions.open !== null) return <ActionsView open={sidebar.actions.open} ports={ports} />;
  return (
    <>
      <KeptActions kept={sidebar.actions.kept} ports={ports} />
      <LookupForm {...props} />
      {asking !== null && <p class="waiting">Asking Stripe…</p>}
      {failed !== null && asking === null && (
        <FailureNotice failure={failed.failure} onRetry={() => void lookUp(ports, failed.asked)} />
      )}
      {old !== null && asking === null && (
        <FailureNotice
          before="What stands below was read before it was changed."
          failure={old.failure}
          onRetry={() => void readAgain(ports, old.invoiceIds)}
        />
      )}
      <Found {...props} />
      <TickedInvoices {...props} />
    </>
  );
}

function LookupForm({sidebar, ports}: ViewProps) {
  const {typed, problem, asking} = sidebar.lookup;
  const isOff = asking !== null;
  const submit = () => void lookUpTyped(ports);
  return (
    <form
      class="stack"
      data-takes-focus
      tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOff) submit();
      }}
    >
      <Field
        id="look-up"
        label="What to look up"
        help="Invoice number or id, customer, e-mail, PO or contract. One per line."
        problem={problem}
      >
        {(control) => (
          <textarea
            {...control}
            rows={Math.min(Math.max(typed.split('\n').length, 2), 6)}
            spellcheck={false}
            value={typed}
            onInput={(event) =>
              ports.store.dispatch({type: 'lookup-typed', typed: event.currentTarget.value})
            }
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              if (!isOff) submit();
            }}
          />
        )}
      </Field>
      <div class="buttons">
        <Button kind="action" type="submit" isOff={isOff}>
          Look up
        </Button>
        <Button
          isOff={isOff}
          onPress={() => void lookUp(ports, {request: {selection: true}, insteadOf: null})}
        >
          Use selected rows
        </Button>
      </div>
    </form>
  );
}

function Found(props: ViewProps) {
  const {found, asking} = props.sidebar.lookup;
  if (found === null)
    return asking === null ? (
      <div class="empty">
        <p class="fact">Did they pay?</p>
        <p class="quiet">
          Type above, or select rows in the Receivables tab and press <b>Use selected rows</b>.
        </p>
      </div>
    ) : null;
  return (
    <section class="stack" aria-label="Results" data-takes-focus tabIndex={-1}>
      {found.notes.map((note) => (
        <Notice key={note} tone="plain">
          <p>{note}</p>
        </Notice>
      ))}
      {found.results.map((result, place) => (
        <Result key={keyOf(result)} {...props} result={result} place={place} />
      ))}
      <p class="small quiet">Read from Stripe on {momentText(found.readAt)}.</p>
    </section>
  );
}

function Result({
  result,
  place,
  ports,
  sidebar,
}: ViewProps & {readonly result: LookupResult; readonly place: number}) {
  const again = (...texts: readonly string[]) => void lookUp(ports, {request: {texts}, insteadOf: place});
  switch (result.kind) {
    case 'invoice':
      return (
        <PaymentCard
          payment={result.payment}
          foundBy={result.foundBy}
          ticking={tickingOf(sidebar, result.payment.invoiceId, ports)}
          ports={ports}
        />
      );
    case 'candidates':
      return <Choice result={result} isOff={sidebar.lookup.asking !== null} lookUpInstead={again} />;
    case 'not-found':
      return (
        <Notice tone="warn">
          <p class="fact">{result.asked}</p>
          <p class="next">{result.message}</p>
        </Notice>
      );
    case 'failed':
      return (
        <FailureNotice before={result.asked} failure={result.failure} onRetry={() => again(result.asked)} />
      );
  }
}

/** Several fit what was asked: one of them is looked up in its place, or all. */
function Choice({
  result: {asked, message, candidates},
  isOff,
  lookUpInstead,
}: {
  readonly result: Extract<LookupResult, {readonly kind: 'candidates'}>;
  readonly isOff: boolean;
  readonly lookUpInstead: (...texts: readonly string[]) => void;
}) {
  return (
    <article class="card stack tight">
      <h2>{asked}</h2>
      <p>{message}</p>
      <ul class="stack tight">
        {candidates.map(({lookUp: text, title, detail}) => (
          <li key={text}>
            <Button kind="candidate" isOff={isOff} onPress={() => lookUpInstead(text)}>
              <span>
                <AmountsTogether text={title} />
              </span>
              <span class="quiet small">{detail}</span>
            </Button>
          </li>
        ))}
      </ul>
      {candidates.length > 1 && candidates.length <= textsMax && (
        <div class="buttons">
          <Button isOff={isOff} onPress={() => lookUpInstead(...candidates.map(({lookUp: text}) => text))}>
            Look up all {candidates.length}
          </Button>
        </div>
      )}
    </article>
  );
}

function keyOf(result: LookupResult): string {
  return `${result.kind} ${result.asked} ${result.kind === 'invoice' ? result.payment.invoiceId : ''}`;
}
