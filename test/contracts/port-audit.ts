import type {AuditSheetLayout} from '../../src/core/ports.ts';
import type {Cell} from '../../src/core/tables/cell.ts';
import {assertEqual, assertThat, faultOf, type PortContract} from './port-contract.ts';

const layout: AuditSheetLayout = {
  title: 'Audit Log',
  headers: ['Seq', 'Action', 'Amount'],
  widths: [60, 180, 110],
  warning: 'Ours.',
};

function rows(...cells: readonly (readonly Cell[])[]) {
  return {cells, formats: cells.map(() => ['#,##0', 'General', '#,##0.000'])};
}

const first = rows([1, '=1+1', 2.5], [2, '00123', '']);
const headers = ['Seq', 'Action', 'Amount'];

/** What core relies on in the tab of the audit log, and in mails. */
export const auditContracts: readonly PortContract[] = [
  {
    port: 'audit',
    fact: 'says that there is no tab, and makes none by reading',
    check({audit}, probe) {
      const before = probe.tabs().length;
      assertEqual(audit.read(), null, 'What is read');
      assertEqual(audit.wasDeleted(), false, 'Whether it was deleted');
      assertEqual(probe.tabs().length, before, 'The number of tabs');
    },
  },
  {
    port: 'audit',
    fact: 'makes the tab with its headers, and keeps texts as texts and numbers as numbers',
    check({audit}, probe) {
      audit.append(layout, first);
      const sheet = audit.read();
      assertEqual(sheet?.title, 'Audit Log', 'The title');
      assertEqual(sheet?.values, [headers, [1, '=1+1', 2.5], [2, '00123', '']], 'The rows');
      assertEqual(probe.cell('Audit Log', 2, 3).format, '#,##0.000', 'The format of an amount');
      assertEqual(probe.cell('Audit Log', 2, 2).formula, '', 'A formula');
      assertThat(
        probe.tabs().some(({title, hidden}) => title === 'Audit Log' && !hidden),
        'people see it',
      );
    },
  },
  {
    port: 'audit',
    fact: 'adds rows below all others, and below what people have written there',
    check({audit}, probe) {
      audit.append(layout, first);
      audit.append(layout, rows([3, 'c', 1]));
      probe.typeInto('Audit Log', 7, 5, 'checked');
      audit.append(layout, rows([4, 'd', 1], [5, 'e', 1]));
      assertEqual(
        audit.read()?.values.map(([seq]) => seq),
        ['Seq', 1, 2, 3, '', '', '', 4, 5],
        'The first column',
      );
    },
  },
  {
    port: 'audit',
    fact: 'reads only the columns of the headers that are named, wherever they are, and leaves all others blank',
    check({audit}) {
      audit.append(layout, first);
      assertEqual(
        audit.read(['Amount', 'Seq', 'Nothing of ours'])?.values,
        [headers, [1, '', 2.5], [2, '', '']],
        'The rows',
      );
    },
  },
  {
    port: 'audit',
    fact: 'finds its tab under another name, and without its memory by its title',
    check({audit}, probe) {
      audit.append(layout, first);
      probe.renameTab('Audit Log', 'Protokoll');
      assertEqual(audit.read()?.title, 'Protokoll', 'The renamed tab');
      probe.renameTab('Protokoll', 'Audit Log');
      probe.loseDocumentProperties();
      assertEqual(audit.read()?.values.length, 3, 'The rows');
    },
  },
  {
    port: 'audit',
    fact: 'says that its tab was deleted, and makes a new one',
    check({audit}, probe) {
      probe.addTab('Mine');
      audit.append(layout, first);
      probe.deleteTab('Audit Log');
      assertEqual([audit.read(), audit.wasDeleted()], [null, true], 'What is left');
      audit.append(layout, rows([3, 'c', 1]));
      assertEqual(audit.read()?.values, [headers, [3, 'c', 1]], 'The new tab');
      assertEqual(audit.wasDeleted(), false, 'Whether it was deleted');
    },
  },
  {
    port: 'audit',
    fact: 'goes on with an empty tab of its name, which a run that was ended has left',
    check({audit}, probe) {
      probe.addTab('Audit Log');
      assertEqual(audit.read(), null, 'What is read');
      audit.append(layout, first);
      assertEqual(audit.read()?.title, 'Audit Log', 'The title');
      assertEqual(audit.read()?.values.length, 3, 'The rows');
    },
  },
  {
    port: 'audit',
    fact: 'leaves a tab of that name alone that is somebody else’s',
    check({audit}, probe) {
      probe.addTab('Audit Log');
      probe.typeInto('Audit Log', 1, 1, 'My notes');
      assertEqual(audit.read(), null, 'What is read');
      audit.append(layout, first);
      assertEqual(audit.read()?.title, 'Audit Log (Billing Ops)', 'The title');
      assertEqual(probe.cell('Audit Log', 1, 1).value, 'My notes', 'What was there');
    },
  },
  {
    port: 'mail',
    fact: 'sends a text to one address, and throws where there is none',
    check({mail}) {
      mail.send({to: 'controller@example.com', subject: 'Audit Log', text: 'Two rows.'});
      faultOf(() => mail.send({to: '', subject: 'Audit Log', text: 'Two rows.'}), 'A mail to nobody');
    },
  },
];
