import {answered} from '../../../support/http-script.ts';
import {type CreationDesk, creationDesk, manyRows} from '../support/creation-desk.ts';
import {draftHands} from '../support/drafts-by-hand.ts';
import {nordwindRow} from '../support/sandbox-drafts.ts';

const otherRow = {...nordwindRow, Description: 'Other', 'Invoice date': '2026-11-18', Footer: 'HRB 1'};

function refusalAfter(change: (desk: CreationDesk) => void, rows = [nordwindRow, otherRow]): string {
  const desk = creationDesk(rows);
  const {digest} = desk.previewNow();
  change(desk);
  try {
    desk.create({digest});
  } catch (fault) {
    expect(fault).toMatchObject({code: 'PREVIEW_STALE', nextStep: 'Preview again. Nothing was created.'});
    expect(desk.invoices()).toEqual([]);
    return String(Reflect.get(Object(fault), 'fact'));
  }
  throw new Error('The digest should be stale.');
}

const changed = 'Cannot create invoices: the drafts were changed since the preview.';

describe('a stale digest', () => {
  test.each<[string, (desk: CreationDesk) => void, string]>([
    [
      'a cell that was typed into',
      (desk) => desk.type(2, 'Memo', 'Thank you'),
      'Row 2: Memo was blank and is “Thank you” now.',
    ],
    [
      'a cell that was cleared',
      (desk) => desk.type(3, 'Footer', ''),
      'Row 3: Footer was “HRB 1” and is blank now.',
    ],
    [
      'a day, as people write it',
      (desk) => desk.type(3, 'Invoice date', 46_345),
      'Row 3: Invoice date was “2026-11-18” and is 19 Nov 2026 now.',
    ],
    [
      'an amount, with what it comes to',
      (desk) => {
        desk.type(3, 'Unit amount', 1000);
        desk.type(3, 'Order total (check)', 2000);
      },
      'Row 3: Unit amount was 1200 and is 1000 now, Order total (check) was 2400 and is 2000 now (EUR 2,400.00 then, EUR 2,000.00 now).',
    ],
    [
      'a row that has a problem now',
      (desk) => desk.type(2, 'Quantity', -2),
      'Row 2: Quantity was 2 and is −2 now.',
    ],
    ['a row that is gone', (desk) => draftHands(desk).remove(3), 'Row 3 as it was then is gone.'],
    [
      'a row that was added',
      (desk) => draftHands(desk).add({...nordwindRow, Description: 'Third'}),
      'Row 4 was added.',
    ],
    [
      'several at once, and how many besides',
      (desk) => {
        for (const row of [2, 3]) desk.type(row, 'Memo', 'x');
        for (const name of ['Third', 'Fourth']) draftHands(desk).add({...nordwindRow, Description: name});
      },
      'Row 2: Memo was blank and is “x” now. Row 3: Memo was blank and is “x” now. Row 4 was added. And 1 more row.',
    ],
  ])('names %s', (_name, change, words) => {
    expect(refusalAfter(change)).toBe(`${changed} ${words}`);
  });

  test('names rows where they stand now, whoever has sorted them', () => {
    const sorted = refusalAfter((desk) => {
      desk.type(2, 'Memo', 'x');
      draftHands(desk).sort('Description', 1);
    });
    expect(sorted).toBe(`${changed} Row 3: Memo was blank and is “x” now.`);
  });

  test('names a line that was added to a group, and one that is gone', () => {
    const line = (name: string) => ({
      Group: 'A',
      Description: name,
      Quantity: 1,
      'Unit amount': 1,
      Tax: 'none: outside the scope',
    });
    const rows = [
      {...nordwindRow, Group: 'A', 'Order total (check)': '', 'Accept warning because': 'x'},
      line('a'),
    ];
    expect(refusalAfter((desk) => draftHands(desk).add(line('b')), rows)).toBe(
      `${changed} Row 4 was added to its group (EUR 2,401.00 then, EUR 2,402.00 now).`,
    );
    expect(refusalAfter((desk) => draftHands(desk).remove(3), rows)).toBe(
      `${changed} A row of the group of row 2 is gone (EUR 2,401.00 then, EUR 2,400.00 now).`,
    );
  });

  test('says what Stripe makes of the same cells now', () => {
    const desk = creationDesk([nordwindRow]);
    const {digest} = desk.previewNow();
    const {sendAll} = desk.ports.http;
    Object.assign(desk.ports.http, {
      // As a rate of tax that was changed in between would.
      sendAll: (wave: Parameters<typeof sendAll>[0]) =>
        sendAll(wave).map((outcome, index) =>
          outcome.kind === 'response' && wave[index]?.url.endsWith('/create_preview')
            ? answered({...JSON.parse(outcome.response.body), total: 285_600})
            : outcome,
        ),
    });
    expect(() => desk.create({digest})).toThrow(
      `${changed} Row 2 comes to EUR 2,856.00, and came to EUR 2,400.00 when it was previewed. Preview again.`,
    );
  });

  test('says that another preview was made since', () => {
    const changedAndPreviewed = refusalAfter((desk) => {
      desk.type(2, 'Memo', 'x');
      desk.previewNow();
    });
    expect(changedAndPreviewed).toBe(
      'Cannot create invoices: the drafts were previewed again since, and came to something else.',
    );
  });

  test('says so much where the hidden tab was changed by hand', () => {
    const words = refusalAfter((desk) => {
      desk.ports.tables.replaceRecords('previewed-drafts', [['{'], ['x']]);
      desk.type(2, 'Memo', 'x');
    });
    expect(words).toBe(
      'Cannot create invoices: the drafts, or what Stripe says of them, were changed since the preview.',
    );
  });
});

describe('all or nothing', () => {
  const bad = {...nordwindRow, Description: 'Other', Quantity: -2};
  const held = 'Nothing to create. 1 row has a problem. All or nothing was asked for, so the others wait.';

  test('holds when creating too: the digest of such a preview says it', () => {
    const {rows, objects} = manyRows(3);
    const desk = creationDesk(rows, {objects});
    const {digest} = desk.preview({request: {allOrNothing: true}});
    expect(digest).not.toBe(desk.previewNow().digest);
    draftHands(desk).add({...bad, Customer: 'cus_C0'});
    expect(desk.create({digest})).toMatchObject({status: 'complete', created: 0, message: held});
    expect([desk.cell(2, 'Status'), desk.cell(5, 'Status')]).toEqual(['Ready', 'Problem']);
    expect(desk.invoices()).toEqual([]);

    draftHands(desk).remove(5);
    expect(desk.create({digest})).toMatchObject({created: 3});
    expect(desk.intents()).toHaveLength(3);
  });

  test('can be asked for when creating alone', () => {
    const desk = creationDesk([nordwindRow, bad]);
    const {digest} = desk.previewNow();
    expect(desk.create({digest, allOrNothing: true})).toMatchObject({created: 0, message: held});
    expect(desk.invoices()).toEqual([]);
    expect(desk.create({digest})).toMatchObject({created: 1});
  });
});
