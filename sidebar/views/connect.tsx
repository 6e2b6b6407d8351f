import {useRef} from 'preact/hooks';
import type {ConnectionState} from '../../src/core/sidebar-contract.ts';
import {checkKey, connect, disconnect} from '../jobs/connect.ts';
import {Button} from '../parts/button.tsx';
import {Field} from '../parts/field.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {Question} from '../parts/question.tsx';
import {Section} from '../parts/section.tsx';
import {StripeLink} from '../parts/stripe-link.tsx';
import {type ConnectStage, needsConfirmation} from '../state/connecting.ts';
import {type Checked, KeyResult, Permissions} from './key-result.tsx';
import type {ViewProps} from './view-props.ts';

export function ConnectView(props: ViewProps) {
  const {sidebar, state, ports} = props;
  const {connection} = state;
  const stage = sidebar.connect;
  return (
    <>
      {connection !== null && <Connected {...props} connection={connection} />}
      {stage.kind === 'told' && (
        <Notice tone="plain">
          <p>{stage.message}</p>
        </Notice>
      )}
      {stage.kind === 'failed' && stage.during === 'disconnecting' && (
        <FailureNotice failure={stage.failure} onRetry={() => void disconnect(ports)} />
      )}
      {connection === null && <HowTo />}
      {connection === null ? (
        <Section title="Your key">
          <KeyForm {...props} />
        </Section>
      ) : (
        <details class="section" data-takes-focus tabIndex={-1}>
          <summary>Connect another key</summary>
          <KeyForm {...props} />
        </details>
      )}
    </>
  );
}

function Connected({sidebar, connection, ports}: ViewProps & {readonly connection: ConnectionState}) {
  const {account, mode, kind, lastFour, warning} = connection;
  const stage = sidebar.connect;
  const dispatch = ports.store.dispatch;
  return (
    <section class="stack" aria-label="Connection" data-takes-focus tabIndex={-1}>
      <Notice tone="good">
        <p class="fact">
          {isNew(stage) ? stage.message : `Connected to ${account?.name ?? account?.id ?? 'Stripe'}`}
        </p>
      </Notice>
      <dl class="lines">
        <div>
          <dt>Account</dt>
          <dd>{account?.id ?? 'not shown: the key may not read it'}</dd>
        </div>
        <div>
          <dt>Mode</dt>
          <dd>{mode === 'live' ? 'Live: real money' : 'Test: no real money'}</dd>
        </div>
        <div>
          <dt>Your key</dt>
          <dd>
            {kind === 'restricted' ? 'Restricted' : 'Secret'}, ends in {lastFour}
          </dd>
        </div>
      </dl>
      {isNew(stage) && <Permissions check={stage.check} />}
      {warning !== null && (
        <Notice tone="warn">
          <p>{warning}</p>
        </Notice>
      )}
      {stage.kind === 'disconnect-asked' ? (
        <Question
          text="Disconnect? Your key is deleted here, and automatic refresh stops where it uses it. The tabs stay."
          yes="Disconnect"
          no="Stay connected"
          isDanger
          onYes={() => void disconnect(ports)}
          onNo={() => dispatch({type: 'disconnect-dismissed'})}
        />
      ) : stage.kind === 'disconnecting' ? (
        <p class="waiting">Deleting the key…</p>
      ) : (
        <div class="buttons">
          <Button kind="danger" onPress={() => dispatch({type: 'disconnect-asked'})}>
            Disconnect…
          </Button>
        </div>
      )}
    </section>
  );
}

/** The connection was made a moment ago, and what its key may do is still known. */
function isNew(stage: ConnectStage): stage is Checked {
  return stage.kind === 'checked' && stage.outcome === 'connected';
}

function HowTo() {
  return (
    <section class="stack tight" aria-label="How to connect">
      <h2>Connect Stripe with a restricted key</h2>
      <ol class="steps">
        <li>
          In the Stripe Dashboard, open{' '}
          <StripeLink label="Developers → API keys" url="https://dashboard.stripe.com/apikeys" /> and choose{' '}
          <b>Create restricted key</b>.
        </li>
        <li>
          Set <b>Invoices</b> and <b>Customers</b> to <b>Read</b>. <i>Check only</i> below names what else
          helps.
        </li>
        <li>Paste the key here. Nobody sees it again, and only you can use it.</li>
      </ol>
    </section>
  );
}

/** The field is not drawn from the state: what is typed goes to the script, and is gone from the page at once. */
function KeyForm({sidebar, state, ports, open}: ViewProps) {
  const key = useRef<HTMLInputElement>(null);
  const accepts = useRef<HTMLInputElement>(null);
  const automatic = useRef<HTMLInputElement>(null);
  const stage = sidebar.connect;
  const isAtWork = ['checking', 'connecting', 'disconnecting'].includes(stage.kind);
  const taken = (): string => {
    const typed = key.current?.value ?? '';
    if (key.current !== null) key.current.value = '';
    return typed;
  };
  const failure = stage.kind === 'failed' && stage.during === 'key' ? stage.failure : null;
  return (
    <form
      class="stack"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (isAtWork) return;
        const request = {
          key: taken(),
          useForAutomaticRefresh: automatic.current?.checked === true,
          ...(accepts.current?.checked === true ? {acceptSecretKey: true} : {}),
        };
        // What has come of it stands at the top, away from this form.
        void connect(ports, request).then(() => isNew(ports.store.state().connect) && open('connect'));
      }}
    >
      <Field id="stripe-key" label="Restricted key" help="Begins with rk_live_ or rk_test_.">
        {(control) => (
          <input
            {...control}
            ref={key}
            type="password"
            autocomplete="off"
            spellcheck={false}
            maxLength={300}
          />
        )}
      </Field>
      {needsConfirmation(stage) && (
        <div class="tick">
          <input ref={accepts} id="accept-secret-key" type="checkbox" />
          <label htmlFor="accept-secret-key">
            Connect this secret key all the same. I know that it may do everything, payouts included.
          </label>
        </div>
      )}
      <div class="tick">
        <input ref={automatic} id="use-for-automatic" type="checkbox" />
        <label htmlFor="use-for-automatic">
          Use for this spreadsheet’s automatic refresh
          {state.automaticRefresh.isOn &&
            !state.automaticRefresh.isMine &&
            state.automaticRefresh.owner !== null && (
              <span class="quiet"> (now {state.automaticRefresh.owner})</span>
            )}
        </label>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
      {failure !== null && failure.code !== 'CREDENTIALS_MISSING' && (
        <p class="small quiet">The field was cleared to keep the key safe: paste it again to try again.</p>
      )}
      <AtWork stage={stage} />
      <div class="buttons">
        <Button kind="action" type="submit" isOff={isAtWork}>
          Connect
        </Button>
        <Button isOff={isAtWork} onPress={() => void checkKey(ports, taken())}>
          Check only
        </Button>
      </div>
      {stage.kind === 'checked' && !isNew(stage) && <KeyResult stage={stage} />}
    </form>
  );
}

function AtWork({stage}: {readonly stage: ConnectStage}) {
  return stage.kind === 'checking' || stage.kind === 'connecting' ? (
    <p class="waiting">Trying the key with Stripe…</p>
  ) : null;
}
