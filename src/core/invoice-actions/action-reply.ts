import type {ActionReply} from '../action-contract.ts';
import type {BegunInvoice} from './action-kind.ts';
import {pastWord} from './action-words.ts';
import type {BegunAction} from './begun-actions.ts';

/** What became of it; `continues` says that there was no time for the rest. */
export function actionReply({order, invoices}: BegunAction, status: 'complete' | 'continues'): ActionReply {
  const begun = invoices.filter(({steps}) => steps.length > 0);
  const done = begun.filter(({ended}) => ended?.outcome === 'done').length;
  if (status === 'continues') {
    const remaining = begun.filter(({ended}) => ended === null).length;
    const message = `${begun.length - remaining} of ${begun.length} done. Do it again to go on; nothing is done twice.`;
    return {status, done, remaining, message};
  }
  if (invoices.length === 0) {
    const message =
      'This was done long ago: the Audit Log says what became of it. Preview again to do it once more.';
    return {status, done, failed: 0, invoices: [], message};
  }
  const shown = invoices.map(shownInvoice);
  const failed = shown.filter(({outcome}) => outcome === 'failed').length;
  const leftAlone = shown.length - done - failed;
  const past = order.name === 'reverse-batch' ? 'reversed' : pastWord(order.name);
  const [only] = shown;
  const message =
    shown.length === 1 && only !== undefined
      ? only.sentence
      : [
          `${done} ${past}${failed === 0 ? '' : `, ${failed} failed`}${leftAlone === 0 ? '' : `, ${leftAlone} left alone`}.`,
          begun.some(({ended}) => ended === null) ? tryAgain : '',
        ]
          .filter((part) => part !== '')
          .join(' ');
  return {status, done, failed, invoices: shown, message};
}

const tryAgain = 'Do it again to learn what became of it; nothing is done twice.';

function shownInvoice({invoiceId, title, ended, problem}: BegunInvoice) {
  if (ended === null) {
    return {
      invoiceId,
      title,
      outcome: 'failed',
      sentence: `${problem ?? 'No answer came.'} ${tryAgain}`,
    } as const;
  }
  return {invoiceId, title, outcome: ended.outcome, sentence: ended.sentence};
}
