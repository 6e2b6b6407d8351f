import {element} from './elements.ts';
import type {ShownExecution, ShownMail, ShownQuota, ShownRequest} from './messages.ts';

export function executionsTable(executions: readonly ShownExecution[]): HTMLElement {
  const rows = executions.toReversed().map((execution) => {
    const state = element('span', {class: `state ${execution.state}`}, stateWords[execution.state]);
    const row = [
      execution.functionName,
      execution.startedBy,
      clockText(execution.startedAtUnixMs),
      execution.durationMs === null ? '' : `${(execution.durationMs / 1000).toFixed(3)} s`,
      state,
      logOf(execution),
    ];
    return row;
  });
  const header = ['Function', 'Started by', 'Start (UTC)', 'Duration', 'Status', 'Log'];
  return table('Executions', header, rows, 'Nothing has run yet.');
}

const stateWords = {running: 'Running', completed: 'Completed', failed: 'Failed'} as const;

function logOf({id, fault, log}: ShownExecution): Node | string {
  const lines = [...log.map(({level, message}) => `${level}  ${message}`), ...(fault === '' ? [] : [fault])];
  if (lines.length === 0) return '';
  const first = lines.at(-1)?.split('\n')[0] ?? '';
  return element('details', {id}, element('summary', {}, first), element('pre', {}, lines.join('\n')));
}

export function requestsTable(requests: readonly ShownRequest[]): HTMLElement {
  const rows = requests
    .toReversed()
    .map(({method, path, status, durationMs, atUnixMs}) => [
      method,
      path,
      status === null
        ? element('span', {class: 'state failed'}, 'no answer')
        : element('span', {class: `state ${status < 400 ? 'completed' : 'failed'}`}, String(status)),
      `${durationMs} ms`,
      clockText(atUnixMs),
    ]);
  const header = ['Method', 'Path', 'Status', 'Took', 'At (UTC)'];
  return table('Requests to Stripe', header, rows, 'Nothing was asked of Stripe yet.');
}

function table(
  label: string,
  header: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
  nothing: string,
): HTMLElement {
  if (rows.length === 0) return element('p', {class: 'nothing'}, nothing);
  return element(
    'table',
    {'aria-label': label},
    element('thead', {}, element('tr', {}, ...header.map((word) => element('th', {scope: 'col'}, word)))),
    element(
      'tbody',
      {},
      ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))),
    ),
  );
}

export function mailsTable(mails: readonly ShownMail[]): HTMLElement {
  const rows = mails
    .toReversed()
    .map(({to, subject, body, attachments, atUnixMs}) => [
      to,
      element('details', {}, element('summary', {}, subject), element('pre', {}, body)),
      attachments.join(', '),
      clockText(atUnixMs),
    ]);
  const header = ['To', 'Subject', 'Attachments', 'At (UTC)'];
  return table(
    'Outbox',
    header,
    rows,
    'Nothing was mailed. What scripts mail is kept here and leaves this machine never.',
  );
}

export function quotasTable(quotas: readonly ShownQuota[]): HTMLElement {
  const numbers = new Intl.NumberFormat('en-US');
  const rows = quotas.map(({name, used, limit}) => [
    name,
    element('span', {class: 'number'}, numbers.format(used)),
    element('span', {class: 'number'}, numbers.format(limit)),
  ]);
  return table('Daily limits of Google', ['Used in 24 hours', 'Used', 'Limit'], rows, '');
}

function clockText(unixMs: number): string {
  return new Date(unixMs).toISOString().slice(0, 19).replace('T', ' ');
}
