/** `npm run simulate -- invoices [COUNT]` */
import {simulateInvoices} from '../simulate-invoices.ts';

const wanted = Number(process.argv[2] ?? 100_000);
if (!Number.isSafeInteger(wanted) || wanted < 1) {
  throw new Error(`Cannot simulate ${process.argv[2]} intents. Write a whole number above 0.`);
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const startedMs = performance.now();
const report = simulateInvoices(wanted);
const seconds = Math.round((performance.now() - startedMs) / 1000);
print(
  `${report.intents} intents became ${report.invoices} invoices with ${report.requests} requests in ${seconds} s.`,
);
print(
  `${report.answersLost} answers were lost after Stripe had done the work; ${report.runsKilled} of ${report.runs} runs were ` +
    `killed, and ${report.daysLater} times the next came a day later.`,
);
const {duplicates, missing, wrong, unexplained} = report;
print(JSON.stringify({duplicates, missing, wrong, unexplained}));
if (duplicates + missing + wrong + unexplained > 0 || report.invoices !== wanted) process.exitCode = 1;
