import {draftResultHeaders} from '../../../../src/core/invoicing/draft-columns.ts';
import {creationDesk} from '../support/creation-desk.ts';
import {nordwindRow} from '../support/sandbox-drafts.ts';

/** What stands below a header, wherever its column is now. */
const below = ({ports}: ReturnType<typeof creationDesk>, header: string, row: number) => {
  const values = ports.drafts.read()?.values ?? [];
  return values[row - 1]?.[values[0]?.indexOf(header) ?? -1];
};

/** A list as people paste it: their own headers and one of ours, and nothing of what the add-on writes. */
const pastedDesk = () => {
  const desk = creationDesk([nordwindRow], {moreHeaders: ['Our remark']});
  for (const header of draftResultHeaders) desk.type(1, header, '');
  return desk;
};

describe('the columns that the add-on writes', () => {
  test('are put behind all others by the first check of a list that has none', () => {
    const desk = pastedDesk();
    expect(desk.preview({asks: 'check'})).toMatchObject({ready: 1});
    const headers = desk.ports.drafts.read()?.values[0] ?? [];
    expect(headers.slice(-draftResultHeaders.length)).toEqual(draftResultHeaders);
    expect(headers.indexOf('Our remark')).toBeLessThan(headers.indexOf('Status'));
    expect(below(desk, 'Status', 2)).toBe('Ready');
  });

  test('say what was made of such a list, which is made once', () => {
    const desk = pastedDesk();
    desk.createNow({finalize: true});
    expect([below(desk, 'Status', 2), below(desk, 'Number', 2)]).toEqual([
      'Finalized',
      desk.invoices()[0]?.number,
    ]);
    expect(desk.preview()).toMatchObject({ready: 0, done: 1});
    expect(desk.invoices()).toHaveLength(1);
  });

  test.each(['Status', 'Problem', 'Key'])(
    'stop creating where %s was taken away since the preview',
    (header) => {
      const desk = creationDesk([nordwindRow]);
      const {digest} = desk.previewNow();
      desk.type(1, header, 'Ours');
      expect(() => desk.create({digest})).toThrow(
        `Cannot create invoices: the tab "Invoice Drafts" has no column "${header}". Put the header "${header}" back, or preview again, which adds the column. Nothing was changed.`,
      );
      expect(desk.invoices()).toEqual([]);
    },
  );

  test('make nothing twice where the column Key was taken away after an invoice was made', () => {
    const desk = creationDesk([nordwindRow]);
    desk.createNow();
    desk.type(1, 'Key', 'Ours');
    expect(desk.preview()).toMatchObject({ready: 0});
    expect(desk.invoices()).toHaveLength(1);
  });
});
