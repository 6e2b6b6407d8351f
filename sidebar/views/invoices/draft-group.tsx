import type {DraftGroupState, RowMessage} from '../../../src/core/invoice-contract.ts';
import {chooseCustomer} from '../../jobs/drafts.ts';
import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Button} from '../../parts/button.tsx';
import type {Tone} from '../../parts/sign.tsx';
import {StripeLink} from '../../parts/stripe-link.tsx';
import {type GroupKind, groupTitle, shortSentence} from '../../state/drafts.ts';
import type {ViewProps} from '../view-props.ts';
import {CellLink, DraftItem} from './draft-item.tsx';

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
  const {customer, totals, problems, warnings, charge} = group;
  const [row = 0] = group.rows;
  return (
    <DraftItem
      tone={tones[kind]}
      title={customer || 'No customer'}
      amount={totals?.total ?? null}
      place={
        <CellLink row={row} ports={props.ports}>
          {groupTitle(group)}
        </CellLink>
      }
      standing={<Standing group={group} kind={kind} />}
    >
      {charge !== null && kind !== 'done' && (
        <p class="small">
          <AmountsTogether text={charge} />
        </p>
      )}
      {distinct(problems).map((message) => (
        <Message
          key={keyOf(message)}
          message={message}
          firstRow={row}
          ports={props.ports}
          isWarning={kind === 'edited'}
        />
      ))}
      <Candidates {...props} group={group} row={row} />
      {distinct(warnings).map((message) => (
        <Message key={keyOf(message)} message={message} firstRow={row} ports={props.ports} isWarning />
      ))}
    </DraftItem>
  );
}

/** At the end of the line: when it is due, or what it has become. */
function Standing({
  group: {totals, number, link, status},
  kind,
}: {
  readonly group: DraftGroupState;
  readonly kind: GroupKind;
}) {
  if (kind === 'ready') {
    const due = totals?.due ?? null;
    return (
      <>{[...(status === 'Ready' ? [] : [status]), ...(due === null ? [] : [`due ${due}`])].join(' · ')}</>
    );
  }
  if (link === null) return null;
  return (
    <>
      {number !== null && `${status} · `}
      <StripeLink label={number ?? (kind === 'stopped' ? 'Open the draft' : status)} url={link} />
    </>
  );
}

function Message({
  message: {row, header, sentence},
  firstRow,
  ports,
  isWarning = false,
}: {
  readonly message: RowMessage;
  /** Of the group: it is named above. */
  readonly firstRow: number;
  readonly ports: ViewProps['ports'];
  readonly isWarning?: boolean;
}) {
  const place = [...(row === firstRow ? [] : [`Row ${row}`]), ...(header === null ? [] : [header])].join(
    ', ',
  );
  return (
    <p class={isWarning ? 'message warning' : 'message'}>
      <AmountsTogether text={shortSentence(sentence)} />{' '}
      {place !== '' && (
        <CellLink row={row} header={header} ports={ports}>
          {place}
        </CellLink>
      )}
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
          <Button
            kind="candidate"
            isOff={isOff}
            onPress={() => void chooseCustomer(ports, {row, customerId})}
          >
            <span>{title}</span>
            <span class="quiet small">{customerId}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** One sentence about one cell is said once. */
function distinct(messages: readonly RowMessage[]): readonly RowMessage[] {
  return [...new Map(messages.map((message) => [keyOf(message), message])).values()];
}

function keyOf({row, header, sentence}: RowMessage): string {
  return `${row} ${header ?? ''} ${sentence}`;
}
