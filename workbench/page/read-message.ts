import type {
  BenchSettings,
  FromPage,
  Happening,
  Reply,
  SelectedBlock,
  StripeFault,
} from './client/messages.ts';
import type {SharedChange} from './client/shared-changes.ts';

const changesPerEditMax = 20_000;
const blocksSelectedMax = 1_000;
const replyCharactersMax = 10_000;
const hoursAdvancedMax = 31 * 24;

type Fields = Readonly<Record<string, unknown>>;

/** What a page says; null for anything that our page does not say. */
export function readMessage(text: string): FromPage | null {
  try {
    const message = fieldsOf(JSON.parse(text, refuseUnsafeKeys));
    return message === null ? null : readFields(message);
  } catch {
    // Not JSON, or with a key that reaches into every object: neither comes from our page.
    return null;
  }
}

/** The engine merges what it gets into its own objects, where these keys would reach the prototype of all of them. */
function refuseUnsafeKeys(key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
    throw new Error(`A message of the page may not name ${key}.`);
  }
  return value;
}

function readFields(message: Fields): FromPage | null {
  switch (message['kind']) {
    case 'edit':
      return readEdit(message);
    case 'add-tab':
      return {kind: 'add-tab'};
    case 'reload':
      return {kind: 'reload'};
    case 'copy-tab':
    case 'show-tab': {
      const {kind, tabId} = message;
      return typeof tabId === 'string' && /^\d{1,9}$/.test(tabId) ? {kind, tabId} : null;
    }
    case 'cancel':
      return {kind: 'cancel'};
    case 'select': {
      const {tabId, selection} = message;
      const isTab = typeof tabId === 'string' && /^\d{1,9}$/.test(tabId);
      if (!isTab || !Array.isArray(selection) || selection.length > blocksSelectedMax) return null;
      const read = selection.flatMap((block: unknown) => readBlock(fieldsOf(block)));
      return read.length === selection.length ? {kind: 'select', tabId, selection: read} : null;
    }
    case 'call':
      return readCall(message);
    case 'run': {
      const {functionName} = message;
      return typeof functionName === 'string' ? {kind: 'run', functionName} : null;
    }
    case 'answer': {
      const {number} = message;
      const reply = readReply(fieldsOf(message['reply']));
      return isCount(number) && reply !== null ? {kind: 'answer', number, reply} : null;
    }
    case 'advance': {
      const {hours} = message;
      return isCount(hours) && hours > 0 && hours <= hoursAdvancedMax ? {kind: 'advance', hours} : null;
    }
    default:
      return readBenchChange(message);
  }
}

const openings: readonly BenchSettings['openedAs'][] = ['FULL', 'LIMITED', 'NONE'];
const faults: readonly StripeFault[] = ['slow', 'rate-limited', 'failing', 'dropped'];
const happenings: readonly Happening[] = ['card-payment', 'short-wire', 'void'];

function readBenchChange(message: Fields): FromPage | null {
  const {kind, world} = message;
  const authMode = openings.find((known) => known === message['authMode']);
  const happening = happenings.find((known) => known === message['happening']);
  const fault = message['fault'] === null ? null : faults.find((known) => known === message['fault']);
  if (kind === 'open-as' && authMode !== undefined) return {kind, authMode};
  if (kind === 'happen' && happening !== undefined) return {kind, happening};
  if (kind === 'set-fault' && fault !== undefined) return {kind, fault};
  if (kind === 'open-world' && typeof world === 'string') return {kind, world};
  return null;
}

function readCall({key, call, functionName, argsText}: Fields): FromPage | null {
  const isCall = typeof key === 'string' && isCount(call) && typeof functionName === 'string';
  if (!isCall || typeof argsText !== 'string') return null;
  // They stay text until the script's own context reads them: what a message may not name is theirs to name.
  return {kind: 'call', key, call, functionName, argsText};
}

function readBlock(block: Fields | null): readonly SelectedBlock[] {
  const {row, column, rows, columns} = block ?? {};
  const isBlock = isCount(row) && isCount(column) && isCount(rows) && isCount(columns);
  return isBlock && rows > 0 && columns > 0 ? [{row, column, rows, columns}] : [];
}

function readEdit(message: Fields): FromPage | null {
  const edit = fieldsOf(message['edit']);
  const {after, changes} = message;
  if (edit === null || typeof edit['page'] !== 'string' || !isCount(edit['number'])) return null;
  if (!isCount(after) || !Array.isArray(changes) || changes.length > changesPerEditMax) return null;
  const read = changes.flatMap((change: unknown) => readChange(fieldsOf(change)));
  if (read.length !== changes.length) return null;
  return {kind: 'edit', edit: {page: edit['page'], number: edit['number']}, after, changes: read};
}

function readChange(change: Fields | null): readonly SharedChange[] {
  const id = change?.['id'];
  const params = fieldsOf(change?.['params']);
  return typeof id === 'string' && params !== null ? [{id, params}] : [];
}

const buttons: readonly Reply['button'][] = ['OK', 'CANCEL', 'YES', 'NO', 'CLOSE'];

function readReply(reply: Fields | null): Reply | null {
  const button = buttons.find((known) => known === reply?.['button']);
  const text = reply?.['text'];
  return button !== undefined && typeof text === 'string' && text.length <= replyCharactersMax
    ? {button, text}
    : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return value as Fields; // An object that is no list has fields; each is looked at before it is used.
}
