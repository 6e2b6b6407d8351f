import type {DraftGroupState, RowMessage} from '../../../src/core/invoice-contract.ts';
import {chooseCustomer, showCell} from '../../jobs/drafts.ts';
import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Sign, type Tone} from '../../parts/sign.tsx';
import {StripeLink} from '../../parts/stripe-link.tsx';
import {type GroupKind, groupTitle, shortSentence} from '../../state/drafts.ts';
import type {ViewProps} from '../view-props.ts';

const tones: Readonly<Record<GroupKind, Tone>> = {
  problem: 'bad',
  waits: 'warn',
  stopped: 'bad',
  edited: 'warn',
  ready: 'good',
  'not-due-yet': 'plain',
  done: 'good',
};

/** One invoice to be: whose, of which rows, what it comes to, and what is in its way. Each of them leads to its cell. */
export function DraftGroup({
  group,
  kind,
  ...props
}: ViewProps & {readonly group: DraftGroupState; readonly kind: GroupKind}) {
  const {customer, totals, problems, warnings, charge, status} = group;
  const title = groupTitle(group);
  const [row = 0] = group.rows;
  return (
    <li class={`draft ${tones[kind]}`}>
      <Sign tone={tones[kind]} />
      <div class="draft-line">
        <span class="customer">{customer === '' ? 'No customer' : customer}</span>
        {totals !== null && <span class="number together">{totals.total}</span>}
      </div>
      <div class="draft-line small quiet">
        <button type="button" class="link" onClick={() => void showCell(props.ports, {row, header: null})}>
          {title}
        </button>
        <Standing group={group} kind={kind} status={status} />
      </div>
      {charge !== null && kind !== 'done' && (
        <p class="small">
          <AmountsTogether text={charge} />
        </p>
      )}
      {problems.map((message) => (
        <Message key={keyOf(message)} message={message} ports={props.ports} />
      ))}
      <Candidates {...props} group={group} row={row} />
      {warnings.map((message) => (
        <Message key={keyOf(message)} message={message} ports={props.ports} isWarning />
      ))}
    </li>
  );
}

/** At the end of the line: when it is due, or what it has become. */
function Standing({
  group: {totals, number, invoiceId, link},
  kind,
  status,
}: {
  readonly group: DraftGroupState;
  readonly kind: GroupKind;
  readonly status: string;
}) {
  if (kind === 'done' || kind === 'edited' || kind === 'stopped') {
    const name = number ?? (kind === 'stopped' ? 'Open the draft' : status);
    return (
      <span>
        {number !== null && kind !== 'stopped' && `${status} · `}
        {link === null ? (invoiceId ?? '') : <StripeLink label={name} url={link} />}
      </span>
    );
  }
  if (kind !== 'ready') return null;
  const due = totals?.due ?? null;
  const isPlain = status === 'Ready';
  return <span>{[...(isPlain ? [] : [status]), ...(due === null ? [] : [`due ${due}`])].join(' · ')}</span>;
}

function Message({
  message: {row, header, sentence},
  ports,
  isWarning = false,
}: {
  readonly message: RowMessage;
  readonly ports: ViewProps['ports'];
  readonly isWarning?: boolean;
}) {
  return (
    <p class={isWarning ? 'message warning' : 'message'}>
      <AmountsTogether text={shortSentence(sentence)} />{' '}
      <button type="button" class="link" onClick={() => void showCell(ports, {row, header})}>
        {header === null ? `Row ${row}` : `Row ${row}, ${header}`}
      </button>
    </p>
  );
}

/** Several customers fit: the one that is meant is put into the row. */
function Candidates({
  group: {candidates},
  row,
  sidebar,
  ports,
}: ViewProps & {readonly group: DraftGroupState; readonly row: number}) {
  if (candidates.length === 0) return null;
  const isOff = sidebar.invoices.drafts.work !== null;
  return (
    <ul class="stack tight" aria-label={`Customers to choose from for row ${row}`}>
      {candidates.map(({customerId, title}) => (
        <li key={customerId}>
          <button
            type="button"
            class="candidate"
            aria-disabled={isOff ? 'true' : undefined}
            onClick={isOff ? undefined : () => void chooseCustomer(ports, {row, customerId})}
          >
            <span>{title}</span>
            <span class="quiet small">{customerId}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function keyOf({row, header, sentence}: RowMessage): string {
  return `${row} ${header ?? ''} ${sentence}`;
}
