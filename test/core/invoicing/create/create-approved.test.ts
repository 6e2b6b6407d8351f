import {approve, readApprovals} from '../../../../src/core/approvals/answer-approvals.ts';
import {verifyAuditLog} from '../../../../src/core/audit/verify-audit-log.ts';
import {logColumn} from '../../audit/audit-desk.ts';
import {type CreationDesk, contradictions, creationDesk} from '../support/creation-desk.ts';
import {nordwind, nordwindRow, resultsIn} from '../support/sandbox-drafts.ts';

const live = {objects: [{...nordwind, livemode: true}]};
const ben = 'ben@example.com';

function signIn({ports}: CreationDesk, email: string | null): void {
  Object.assign(ports, {person: {email: () => email}});
}

function withSettings(desk: CreationDesk, settings: object): CreationDesk {
  desk.ports.documentProperties.write('settings', JSON.stringify({version: 1, ...settings}));
  return desk;
}

function row(unitAmount: number, more: object = {}) {
  return {...nordwindRow, Quantity: 1, 'Unit amount': unitAmount, 'Order total (check)': unitAmount, ...more};
}

const typed = (invoices: number, total: number) => [{currency: 'EUR', invoices, total}];

describe('createInvoices() in live mode', () => {
  test('wants count and total typed, as the preview shows them', () => {
    const desk = creationDesk([row(2400)], live);
    const preview = desk.previewNow();
    expect(preview).toMatchObject({
      mustTypeTotals: true,
      approval: {kind: 'not-needed', policyLine: 'within the limits: approval not needed'},
    });
    const {digest} = preview;
    expect(() => desk.create({digest})).toThrow(
      'Cannot create invoices in live mode: count and total of each currency were not typed. Type them as the preview shows them, in a script as "expected": [{"currency": "EUR", "invoices": 2, "total": 4800}]. Nothing was created.',
    );
    expect(() => desk.create({digest, expected: typed(1, 2401)})).toThrow(
      'Cannot create invoices: 1 × EUR 2400 in all are ready, and 1 × EUR 2401 was typed.',
    );
    expect(desk.invoices()).toEqual([]);
    expect(desk.create({digest, expected: typed(1, 2400)})).toMatchObject({created: 1});
    expect(logColumn(desk.ports, 'Policy line')[0]).toBe('within the limits: approval not needed');
    expect(logColumn(desk.ports, 'Mode')).toEqual(['live', 'live']);
  });

  test('waits for a second person above the limits, and goes on with exactly what they have seen', () => {
    const desk = creationDesk([row(12_000), row(9_000, {Description: 'Seats'})], live);
    const preview = desk.previewNow();
    expect(preview.approval).toEqual({
      kind: 'needed',
      because: 'An invoice of EUR 12,000.00 is above EUR 10,000.00.',
    });
    expect([desk.cell(2, 'Status'), desk.cell(3, 'Status')]).toEqual([
      'Waiting for approval',
      'Waiting for approval',
    ]);
    expect(preview.groups.map(({status}) => status)).toEqual([
      'Waiting for approval',
      'Waiting for approval',
    ]);
    const request = {digest: preview.digest, expected: typed(2, 21_000)};
    expect(() => desk.create(request)).toThrow(
      'Cannot create 2 invoices: An invoice of EUR 12,000.00 is above EUR 10,000.00. Have somebody else approve it in the sidebar; it has been asked for. Nothing was done.',
    );
    expect(desk.intents()).toEqual([]);

    signIn(desk, ben);
    expect(readApprovals(desk.ports).requests).toMatchObject([
      {
        digest: preview.digest,
        title: 'Create 2 invoices',
        lines: [
          'row 2 · Nordwind GmbH · cus_Nordwind · EUR 12,000.00 · due 20 Dec 2026',
          'row 3 · Nordwind GmbH · cus_Nordwind · EUR 9,000.00 · due 20 Dec 2026',
        ],
        totals: ['EUR 21,000.00 in 2 invoices'],
        preparedBy: 'nora@example.com',
        refusal: null,
      },
    ]);
    approve(desk.ports, {digest: preview.digest});

    signIn(desk, 'nora@example.com');
    expect(desk.previewNow().approval).toMatchObject({kind: 'approved', by: ben});
    expect(desk.cell(2, 'Status')).toBe('Approved');
    expect(desk.create(request)).toMatchObject({created: 2, message: '2 invoices created, EUR 21,000.00.'});
    expect(resultsIn(desk, 2)).toMatchObject({'Prepared by': 'nora@example.com', 'Approved by': ben});
    expect(logColumn(desk.ports, 'Action')).toEqual([
      'Approval given',
      'Batch begun',
      'Invoice created',
      'Invoice created',
    ]);
    expect(logColumn(desk.ports, 'Approved by')).toEqual([ben, ben, ben, ben]);
    expect(new Set(logColumn(desk.ports, 'Digest'))).toEqual(new Set([preview.digest]));
    expect(readApprovals(desk.ports).requests[0]?.state).toBe('used');
    expect(verifyAuditLog(desk.ports).holds).toBe(true);
  });

  test('asks again once a cell was changed after the approval', () => {
    const desk = creationDesk([row(12_000)], live);
    const {digest} = desk.previewNow();
    signIn(desk, ben);
    approve(desk.ports, {digest});
    signIn(desk, 'nora@example.com');
    desk.type(2, 'Memo', 'Thank you');
    expect(() => desk.create({digest, expected: typed(1, 12_000)})).toThrow(
      'Cannot create invoices: the drafts were changed since the preview. Row 2: Memo was blank and is “Thank you” now. Preview again. Nothing was created.',
    );
    const again = desk.previewNow();
    expect(again.approval.kind).toBe('needed');
    expect(() => desk.create({digest: again.digest, expected: typed(1, 12_000)})).toThrow(
      'Cannot create 1 invoice:',
    );
    expect(desk.invoices()).toEqual([]);
  });

  test('counts what the same person has created for that customer today, however it is split', () => {
    const desk = creationDesk(
      [row(9_000), row(9_500, {Description: 'Seats', 'Bill on': '2026-11-21'})],
      live,
    );
    desk.createNow({expected: typed(1, 9_000)});
    desk.type(3, 'Bill on', '');
    expect(desk.previewNow().approval.kind).toBe('not-needed');
    desk.createNow({expected: typed(1, 9_500)});

    const third = {...row(9_600, {Description: 'Support'})};
    const [, , ...others] = Object.entries(third);
    for (const [header, value] of [...Object.entries(third).slice(0, 2), ...others])
      desk.type(4, header, Object(value).valueOf());
    expect(desk.previewNow().approval).toEqual({
      kind: 'needed',
      because:
        'cus_Nordwind comes to EUR 28,100.00 with what you created today, above EUR 25,000.00 per customer and day.',
    });
    signIn(desk, ben);
    expect(desk.previewNow().approval.kind).toBe('not-needed');
    signIn(desk, 'nora@example.com');
    desk.passMs(24 * 3_600_000);
    expect(desk.previewNow().approval.kind).toBe('not-needed');
  });

  test('asks about terms beyond policy', () => {
    const desk = creationDesk([row(100, {Terms: 'Net 90'}), row(101, {Terms: 'Net 60'})], live);
    expect(desk.previewNow().approval).toEqual({
      kind: 'needed',
      because: 'Row 2 grants 90 days to pay; up to 62 need no approval.',
    });
  });

  test('asks nobody where all or nothing was asked for and something has a problem', () => {
    const desk = creationDesk([row(12_000), row(1, {Quantity: -1})], live);
    expect(desk.preview({request: {allOrNothing: true}})).toMatchObject({
      digest: null,
      approval: {kind: 'not-needed', policyLine: 'nothing to create'},
    });
    expect(readApprovals(desk.ports).requests).toEqual([]);
    expect(desk.cell(2, 'Status')).toBe('Ready');
  });

  test('takes an approval of all or nothing for exactly that', () => {
    const desk = creationDesk([row(12_000)], live);
    const {digest} = desk.preview({request: {allOrNothing: true}});
    signIn(desk, ben);
    approve(desk.ports, {digest});
    signIn(desk, 'nora@example.com');
    expect(desk.create({digest, expected: typed(1, 12_000)})).toMatchObject({created: 1});
    expect(readApprovals(desk.ports).requests).toMatchObject([{digest, state: 'used'}]);
  });

  test('goes on with an approved batch that was stopped, after the approval has lapsed too', () => {
    const desk = creationDesk([row(12_000), row(13_000, {Description: 'Seats'})], live);
    const {digest} = desk.previewNow();
    signIn(desk, ben);
    approve(desk.ports, {digest});
    signIn(desk, 'nora@example.com');
    expect(desk.create({digest, expected: typed(2, 25_000), forMs: 1})).toMatchObject({status: 'continues'});
    expect(readApprovals(desk.ports).requests[0]?.state).toBe('approved');
    desk.passMs(72 * 3_600_000);
    expect(desk.create({digest: (digest ?? '').slice(0, 16)})).toMatchObject({created: 2});
    expect(contradictions(desk)).toEqual([]);
    expect(verifyAuditLog(desk.ports).holds).toBe(true);
  });
});

describe('the audit log of a batch', () => {
  test('has a row for every object and every step, with Stripe’s request and what it may be checked by', () => {
    const desk = creationDesk([row(2400, {Deliver: 'Stripe e-mail'}), row(2500, {Deliver: 'Hold'})]);
    desk.createNow({finalize: true, deliver: true});
    const [first, second] = [...desk.invoices()].sort((a, b) => a.total - b.total);
    const rows = ['Action', 'Object', 'Amount', 'After', 'Result'].map((header) =>
      logColumn(desk.ports, header),
    );
    const table = (rows[0] ?? []).map((_, index) => rows.map((cells) => cells[index]));
    expect(table[0]).toEqual([
      'Batch begun',
      desk.intents()[0]?.batchId,
      '',
      'EUR 4,900.00 in 2 invoices',
      'done',
    ]);
    expect(table.filter(([, object]) => object === first?.id)).toEqual([
      ['Invoice created', first?.id, 2400, 'draft', 'done'],
      ['Invoice finalized', first?.id, 2400, first?.number, 'done'],
      ['Invoice sent', first?.id, 2400, 'sent by Stripe’s e-mail', 'done'],
    ]);
    expect(table.filter(([, object]) => object === second?.id).map(([action]) => action)).toEqual([
      'Invoice created',
      'Invoice finalized',
    ]);
    expect(logColumn(desk.ports, 'Policy line')[0]).toBe('approval not needed in test mode');
    expect(
      logColumn(desk.ports, 'Request ID')
        .slice(1)
        .every((id) => String(id).startsWith('req_')),
    ).toBe(true);
    expect(logColumn(desk.ports, 'Evidence link')[1]).toContain('https://dashboard.stripe.com/');
    expect(verifyAuditLog(desk.ports).holds).toBe(true);
  });

  test('is anchored in the metadata of every invoice: the row in which its batch begins', () => {
    const desk = creationDesk([row(2400), row(2500)]);
    desk.createNow();
    const hash = logColumn(desk.ports, 'Hash')[0];
    expect(desk.invoices().map(({metadata}) => metadata['billing_ops_audit'])).toEqual([
      `1:${hash}`,
      `1:${hash}`,
    ]);
  });

  test('says what an earlier run could not say any more, once', () => {
    const desk = creationDesk([row(2400)]);
    const {digest} = desk.previewNow();
    let writes = 0;
    desk.ports.audit.onWrite = (moment) => {
      if (moment === 'before') writes += 1;
      if (writes === 2) throw new Error('killed');
    };
    expect(() => desk.create({digest})).toThrow('killed');
    desk.ports.audit.onWrite = () => undefined;
    expect(logColumn(desk.ports, 'Action')).toEqual(['Batch begun']);
    desk.create({digest});
    desk.create({digest});
    expect(logColumn(desk.ports, 'Action')).toEqual(['Batch begun', 'Invoice created']);
    expect(desk.invoices()).toHaveLength(1);
    expect(verifyAuditLog(desk.ports).holds).toBe(true);
  });

  test('stops everything before Stripe is asked for anything, where it cannot be written', () => {
    const desk = creationDesk([row(2400)]);
    desk.createNow();
    const sheet = desk.ports.audit.sheet;
    sheet?.cells.set('1,7', {...Object(sheet.cells.get('1,7')), value: 'Act'});
    desk.type(2, 'Key', '');
    expect(() => desk.create({digest: 'a'.repeat(64)})).toThrow('the header “Action” is missing');
  });

  test('says by how much a total differs where an invoice was stopped', () => {
    const desk = creationDesk([row(2400)]);
    const {digest} = desk.previewNow();
    const {sendAll} = desk.ports.http;
    Object.assign(desk.ports.http, {
      sendAll: (wave: Parameters<typeof sendAll>[0]) =>
        sendAll(
          wave.map((request) =>
            request.url.endsWith('/add_lines')
              ? {...request, body: (request.body ?? '').replace('240000', '240100')}
              : request,
          ),
        ),
    });
    expect(desk.create({digest})).toMatchObject({stopped: 1});
    expect(logColumn(desk.ports, 'Action')).toEqual(['Batch begun', 'Invoice created', 'Invoice stopped']);
    expect(logColumn(desk.ports, 'Result')[2]).toContain('a difference of EUR 1.00');
  });
});

describe('books that are closed', () => {
  const closed = {booksClosedThrough: '2026-10-31'};

  test('stop an invoice that is dated in a closed month', () => {
    const desk = withSettings(
      creationDesk([row(2400, {'Invoice date': '2026-10-31'}), row(2500, {'Invoice date': '2026-11-01'})]),
      closed,
    );
    const preview = desk.previewNow();
    expect(preview.groups[0]?.problems).toEqual([
      {
        row: 2,
        header: 'Invoice date',
        sentence:
          'The books are closed through 31 Oct 2026: the invoice date is 31 Oct 2026. Use a later date, or have an approver change “Books closed through” in Settings.',
      },
    ]);
    expect(preview.groups[1]?.problems).toEqual([]);
    expect(preview.ready).toBe(1);
  });

  test('stop what would be dated today where today is closed', () => {
    const desk = withSettings(creationDesk([row(2400)]), {booksClosedThrough: '2026-11-30'});
    expect(desk.previewNow().groups[0]?.problems.map(({sentence}) => sentence)).toEqual([
      expect.stringContaining('The books are closed through 30 Nov 2026: the invoice date is 20 Nov 2026.'),
    ]);
  });

  test('are closed between preview and creation too', () => {
    const desk = creationDesk([row(2400, {'Invoice date': '2026-10-31'})]);
    const {digest} = desk.previewNow();
    withSettings(desk, closed);
    expect(desk.create({digest})).toMatchObject({created: 0});
    expect(desk.invoices()).toEqual([]);
  });

  test('warn of a service period that begins in a closed month', () => {
    const service = {'Service start': '2026-10-15', 'Service end': '2027-10-14'};
    const desk = withSettings(
      creationDesk([row(2400, service), row(2500, {...service, 'Service start': '2026-11-01'})]),
      closed,
    );
    const preview = desk.previewNow();
    expect(preview.groups[0]?.warnings).toContainEqual({
      row: 2,
      header: 'Service start',
      sentence:
        'The service period begins on 15 Oct 2026, and the books are closed through 31 Oct 2026: this bills for a closed month.',
    });
    expect(preview.groups[0]?.status).toBe('New');
    expect(preview.groups[1]?.warnings.filter(({header}) => header === 'Service start')).toEqual([]);
  });
});
