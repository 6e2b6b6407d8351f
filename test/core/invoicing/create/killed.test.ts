import {Killed} from '../../../support/fake-kill.ts';
import {leaveMoneyToOthers} from '../../../workbench/stripe/support/money-watch.ts';
import {contradictions, creationDesk, manyRows} from '../support/creation-desk.ts';
import {logFaults} from '../support/creation-log.ts';
import {type DeskKill, type KillableDesk, killableDesk} from '../support/killable-desk.ts';

leaveMoneyToOthers();

const rowsCount = 30;
const {rows, objects} = manyRows(rowsCount);
const request = {finalize: true, deliver: true};
/** An end before one of them leaves what an end after the one before it leaves. */
const changes = /^http\.|\.(?:write|append|replace)/;
const waves = /^http\./;
const isMailed = (index: number): boolean => index % 3 === 0;
const mailed = rows.map((row, index) => (isMailed(index) ? {...row, Deliver: 'Stripe e-mail'} : row));

function begun(): {readonly desk: KillableDesk; readonly digest: string | null} {
  const desk = killableDesk(creationDesk(mailed, {objects}));
  return {desk, digest: desk.previewNow().digest};
}

/** What the batch came to, whoever looks: Stripe, the log, the register and the tab. */
function endOf(desk: KillableDesk): object {
  const cells = (header: string) =>
    mailed.map((_, index) => desk.cell(index + 2, header)).filter((cell) => cell !== '');
  const invoices = desk.invoices();
  return {
    contradictions: contradictions(desk),
    log: logFaults(desk).atLast(),
    totals: invoices.map(({total}) => total).sort((a, b) => a - b),
    open: invoices.filter(({status}) => status === 'open').length,
    intents: desk.intents().map(({state}) => state),
    statuses: cells('Status'),
    problems: cells('Problem'),
    preparedBy: [...new Set(cells('Prepared by'))],
    ids: new Set(cells('Invoice ID')).size,
    numbers: new Set(cells('Number')).size,
    pdfs: new Set(cells('PDF')).size,
  };
}

const rightEnd = {
  contradictions: [],
  log: [],
  totals: mailed.map((_, index) => 2 * (100 + index) * 100),
  open: rowsCount,
  intents: mailed.map((_, index) => (isMailed(index) ? 'sent' : 'finalized')),
  statuses: mailed.map((_, index) => (isMailed(index) ? 'Sent' : 'Finalized')),
  problems: [],
  preparedBy: ['nora@example.com'],
  ids: rowsCount,
  numbers: rowsCount,
  pdfs: rowsCount,
};

describe('a batch of 30 rows', () => {
  const {desk: undisturbed, digest: whole} = begun();
  undisturbed.killAt(null);
  undisturbed.create({...request, digest: whole});
  const calls = [...undisturbed.calls];

  test('that nobody ends makes 30 invoices, with all that the tab and the log say of them', () => {
    expect(endOf(undisturbed)).toEqual(rightEnd);
    expect(calls.filter((call) => call.startsWith('http.')).length).toBeGreaterThan(8);
  });

  test.each<[DeskKill['when'], string, RegExp]>([
    ['after', 'any call that changes something', changes],
    ['within', 'any wave of requests, half of it sent', waves],
    ['before', 'any wave of requests', waves],
  ])(
    'that is ended %s %s is gone on with by the same request, to the same end',
    (when, _name, ends) => {
      calls.forEach((name, index) => {
        if (!ends.test(name)) return;
        const {desk, digest} = begun();
        desk.killAt({call: index + 1, when});
        expect(() => desk.create({...request, digest})).toThrow(Killed);
        desk.killAt(null);
        desk.create({...request, digest});
        const place = `${when} call ${index + 1}, ${name}`;
        expect({place, end: endOf(desk)}).toEqual({place, end: rightEnd});
      });
    },
    600_000,
  );
});
