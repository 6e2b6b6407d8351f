import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import vm from 'node:vm';

/**
 * Each custom function once over 10,000 rows, in the bundle, in a context that has only what Apps Script has. The peer
 * is a plain loop over the same table in the same context, so that the ratio says what a function adds to reading it.
 */

const rows = 10_000;
const runs = 7;
const limitMs = 250;

interface Measured {
  readonly name: string;
  /** Of the first call, which is what a cell pays: nothing is compiled yet. */
  readonly firstMs: number;
  /** The best of the others: what else the machine does only ever adds. */
  readonly bestMs: number;
  /** The best against the plain loop's best. */
  readonly ratio: number;
}

/** Tables are made inside, because a Date of another context is none to `instanceof`. */
const tables = `
const midnight = (day) => new Date(Date.UTC(2026, 0, 1 + day));
const currencies = ['USD', 'EUR', 'JPY', 'GBP', 'KWD', 'INR'];
const headers = ['Invoice ID','Number','Customer ID','Customer','Email','Currency','Status','Collection','Finalized','Due',
  'Aged from','Days past due','Bucket','Amount due','Amount paid','Amount remaining','Open','PO','Link','Read on'];
const invoice = (at) => {
  const currency = currencies[at % 2000 % 6];
  const open = currency === 'JPY' ? at + 1 : (at * 37 + 1) / 100;
  const due = midnight(-(at % 400));
  return ['in_' + at, 'INV-' + at, 'cus_' + (at % 2000), 'Customer ' + (at % 2000), 'ap' + (at % 2000) + '@x.example', currency,
    at % 20 === 0 ? 'uncollectible' : 'open', 'send_invoice', midnight(-(at % 400) - 30), due, due, at % 400, '31–60', open, 0, open,
    at % 20 === 0 ? 0 : open, 'PO-' + at, 'https://dashboard.stripe.com/invoices/in_' + at, midnight(10)];
};
var receivables = [headers, ...Array.from({length: ${rows}}, (_, at) => invoice(at))];
var ledger = [['Document Number', 'Currency', 'Amount'],
  ...receivables.slice(1).map((row, at) => [row[1], row[5], at % 100 === 0 ? row[16] + 1 : row[16]])];
var asOf = midnight(10);
var column = (header) => receivables.slice(1).map((row) => [row[headers.indexOf(header)]]);
var dues = column('Due');
var ids = column('Invoice ID').map(([id], at) => [at % 3 === 0 ? id : at % 3 === 1 ? 'INV-' + at : 'PO-' + at]);
var customers = column('Customer ID');
var codes = column('Currency');
var minor = dues.map((_, at) => [at * 7]);
var terms = dues.map((_, at) => [['Net 30', 'EOM+30', 'Due on receipt', '15th of next month'][at % 4]]);
var weights = dues.map((_, at) => [at % 13 + 1]);
function plainLoop() {
  let sum = 0;
  for (const row of receivables) if (typeof row[16] === 'number') sum += row[16];
  return sum;
}
`;

const calls: Readonly<Record<string, string>> = {
  'plain loop': 'plainLoop()',
  AR_AGING: 'AR_AGING(receivables, asOf)',
  'AR_AGING of all POs': 'AR_AGING(receivables, asOf, "PO")',
  AR_BALANCE: 'AR_BALANCE(receivables, "cus_6", asOf, "USD")',
  'AR_BALANCE of all': 'AR_BALANCE(receivables, customers, asOf, "USD")',
  AR_OVERDUE: 'AR_OVERDUE(receivables, "cus_6", asOf, "USD", 30)',
  AR_BUCKET: 'AR_BUCKET(dues, asOf)',
  DAYS_PAST_DUE: 'DAYS_PAST_DUE(dues, asOf)',
  INVOICE_STATUS: 'INVOICE_STATUS(receivables, ids)',
  INVOICE_FIELD: 'INVOICE_FIELD(receivables, ids, [["Due", "Open", "Customer"]])',
  TIE_OUT:
    'TIE_OUT(receivables, ledger, [["Number", "Document Number"]], [["Open", "Amount"]], "Currency", 0.05)',
  DUE_DATE: 'DUE_DATE(dues, terms)',
  MONEY_ALLOCATE: 'MONEY_ALLOCATE(1234567.89, "USD", weights)',
  MONEY_FROM_MINOR: 'MONEY_FROM_MINOR(minor, codes)',
};

/** Each function meets a context of its own, as each execution of Apps Script does. */
function openContext(scripts: readonly string[]): vm.Context {
  const spreadsheet = {getSpreadsheetTimeZone: () => 'America/New_York'};
  const context = vm.createContext({SpreadsheetApp: {getActiveSpreadsheet: () => spreadsheet}});
  for (const script of scripts) vm.runInContext(script, context);
  vm.runInContext(tables, context);
  return context;
}

function timesOf(scripts: readonly string[], call: string): readonly number[] {
  const context = openContext(scripts);
  const script = new vm.Script(call);
  return Array.from({length: runs}, () => {
    globalThis.gc?.();
    const startedNs = process.hrtime.bigint();
    script.runInContext(context);
    return Number(process.hrtime.bigint() - startedNs) / 1e6;
  });
}

function measureAll(scripts: readonly string[]): readonly Measured[] {
  const all = Object.entries(calls).map(([name, call]) => {
    const [firstMs = Number.NaN, ...others] = timesOf(scripts, call);
    return {name, firstMs, bestMs: Math.min(...others)};
  });
  const plainMs = all[0]?.bestMs ?? Number.NaN;
  return all.map((one) => ({...one, ratio: one.bestMs / plainMs}));
}

const dist = join(process.cwd(), 'dist');
const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));
const measured = measureAll(scripts.map((name) => readFileSync(join(dist, name), 'utf8')));
const widest = Math.max(...measured.map(({name}) => name.length));
const line = (name: string, numbers: readonly string[]): string =>
  [name.padEnd(widest), ...numbers.map((text) => text.padStart(9))].join('  ');
console.log(`Custom functions over ${rows} rows, in the bundle; a call is to stay under ${limitMs} ms.`);
console.log(line('function', ['ratio', 'first ms', 'best ms']));
for (const {name, ratio, firstMs, bestMs} of measured) {
  console.log(line(name, [ratio.toFixed(1), firstMs.toFixed(1), bestMs.toFixed(2)]));
}
const rounded = measured.map(({name, ratio, firstMs, bestMs}) => ({
  name,
  ratio: Number(ratio.toFixed(2)),
  firstMs: Number(firstMs.toFixed(2)),
  bestMs: Number(bestMs.toFixed(3)),
}));
console.log(JSON.stringify({benchmark: 'functions', rows, limitMs, measured: rounded}));
