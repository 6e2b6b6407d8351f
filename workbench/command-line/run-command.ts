import type {Json} from '../apps-script/host-call.ts';
import {openWorkbench, type Workbench} from '../workbench.ts';
import type {Command} from './arguments.ts';
import {createAllInvoices} from './create-all-invoices.ts';
import type {Output} from './output.ts';
import {readPlace, workbenchOptions} from './place.ts';
import {printReplyAndTabs} from './print-tabs.ts';

type RunCommand = Extract<Command, {readonly kind: 'run'}>;

/** A run that says `continues` is called again at most so often; no job of the add-on needs as many. */
const callsMax = 1_000;

/** Runs one function of the add-on in a fresh spreadsheet and prints its reply, then each asked tab. Nothing is kept. */
export async function runFunction(command: RunCommand, projectDir: string, output: Output): Promise<number> {
  const place = readPlace(command.place, output.note);
  const workbench = openWorkbench(workbenchOptions(place, command.place, projectDir));
  try {
    const reply =
      command.functionName === 'createAllInvoices'
        ? await createAllInvoices(workbench, command.args)
        : await callToEnd(workbench, command);
    return printReplyAndTabs(JSON.stringify(reply), workbench.spreadsheet, command, output);
  } finally {
    await workbench.close();
  }
}

/** @throws Error with the function's own message when it fails. */
async function callToEnd(workbench: Workbench, {functionName, args}: RunCommand): Promise<Json> {
  for (let calls = 1; ; calls += 1) {
    const result = await workbench.run(functionName, args);
    if (!result.ok) throw new Error(result.error.message);
    const mustContinue = functionName === 'refreshReceivables' && statusOf(result.value) === 'continues';
    if (!mustContinue) return result.value;
    if (calls === callsMax)
      throw new Error(`${functionName} still says "continues" after ${callsMax} calls.`);
  }
}

function statusOf(reply: Json): unknown {
  return typeof reply === 'object' && reply !== null ? Reflect.get(reply, 'status') : null;
}
