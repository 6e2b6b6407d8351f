import type {DraftSheetLayout} from '../../src/core/ports.ts';
import {assertEqual, type PortContract} from './port-contract.ts';

const layout: DraftSheetLayout = {
  title: 'Invoice Drafts',
  headers: ['Customer', 'Bill on', 'Status'],
  notes: ['Who is billed.', 'From which day.', 'Where it stands.'],
  widths: [180, 90, 110],
  choices: [null, null, ['New', 'Ready']],
  examples: {
    cells: [['=1+1', {year: 2026, month: 1, day: 31}, 'New']],
    formats: [['General', 'yyyy-mm-dd', 'General']],
  },
  formats: ['General', 'yyyy-mm-dd', 'General'],
  results: {firstColumn: 3, lastColumn: 3, warning: 'Ours.'},
};

const rows = [
  ['Customer', 'Bill on', 'Status'],
  ['=1+1', 46_053, 'New'],
];

const typed = (title: string, probe: {typeInto(t: string, r: number, c: number, text: string): void}) => {
  ['Customer', 'Status'].forEach((header, index) => {
    probe.typeInto(title, 1, index + 1, header);
  });
};

/** What core relies on in the tab for drafts, and in fingerprints. */
export const draftContracts: readonly PortContract[] = [
  {
    port: 'drafts',
    fact: 'says that there is no tab, and leads nobody and writes nowhere then',
    check({drafts}, probe) {
      const before = probe.tabs().length;
      assertEqual(drafts.read(), null, 'What is read');
      drafts.write([{row: 1, column: 1, block: {cells: [['a']], formats: [['General']]}}]);
      drafts.select({row: 1, column: 1});
      assertEqual(probe.tabs().length, before, 'The number of tabs');
    },
  },
  {
    port: 'drafts',
    fact: 'makes the tab with its headers, notes, examples and frozen header, text staying text',
    check({drafts}, probe) {
      drafts.create(layout);
      const sheet = drafts.read();
      assertEqual([sheet?.title, sheet?.values], ['Invoice Drafts', rows], 'The tab');
      assertEqual(sheet?.formats[1]?.[1], 'yyyy-mm-dd', 'The format of a day');
      assertEqual(probe.cell('Invoice Drafts', 1, 2).note, 'From which day.', 'A note');
      assertEqual(probe.frozen('Invoice Drafts').rows, 1, 'The frozen rows');
    },
  },
  {
    port: 'drafts',
    fact: 'finds its tab under another name, at another place, and without its memory',
    check({drafts}, probe) {
      drafts.create(layout);
      probe.renameTab('Invoice Drafts', 'November');
      probe.moveTabToFront('November');
      probe.loseDocumentProperties();
      assertEqual([drafts.read()?.title, drafts.read()?.values], ['November', rows], 'The tab');
    },
  },
  {
    port: 'drafts',
    fact: 'takes a tab of that title which people have made, and knows it by another name once it has written there',
    check({drafts}, probe) {
      probe.addTab('Invoice Drafts');
      typed('Invoice Drafts', probe);
      assertEqual(drafts.read()?.values, [['Customer', 'Status']], 'The tab');
      drafts.write([{row: 2, column: 2, block: {cells: [['Ready']], formats: [['General']]}}]);
      probe.renameTab('Invoice Drafts', 'Drafts');
      assertEqual(drafts.read()?.title, 'Drafts', 'The tab after it was renamed');
    },
  },
  {
    port: 'drafts',
    fact: 'stays with its own tab when people make another of that title',
    check({drafts}, probe) {
      drafts.create(layout);
      probe.renameTab('Invoice Drafts', 'Mine');
      probe.addTab('Invoice Drafts');
      assertEqual(drafts.read()?.title, 'Mine', 'The tab');
    },
  },
  {
    port: 'drafts',
    fact: 'writes each block at its place with its formats, and nothing beside it',
    check({drafts}, probe) {
      drafts.create(layout);
      drafts.write([
        {row: 2, column: 3, block: {cells: [['Ready'], [null]], formats: [['General'], ['General']]}},
        {row: 3, column: 1, block: {cells: [[2975]], formats: [['#,##0.000']]}},
      ]);
      assertEqual(
        drafts.read()?.values,
        [rows[0], ['=1+1', 46_053, 'Ready'], [2975, '', '']],
        'What is read back',
      );
      assertEqual(probe.cell('Invoice Drafts', 3, 1).format, '#,##0.000', 'The format');
    },
  },
  {
    port: 'digest',
    fact: 'is SHA-256 over UTF-8 in lower hexadecimal digits',
    check({digest}) {
      assertEqual(
        [digest.sha256Hex(''), digest.sha256Hex('ä€𝄞')],
        [
          'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          '8119dd09487f1de241b90065fcb5b9f07e04d877b9593da1a9eff9688d9093aa',
        ],
        'The fingerprints',
      );
    },
  },
];
