import {openWorkbench} from '../workbench.ts';
import type {Command} from './arguments.ts';
import type {Output} from './output.ts';
import {readPlace, workbenchOptions} from './place.ts';
import {printReplyAndTabs} from './print-tabs.ts';

type FormulaCommand = Extract<Command, {readonly kind: 'formula'}>;

/**
 * Computes one formula in a fresh spreadsheet, beside the cells of the world's first tab where it has tabs, and prints its value, a spill as rows,
 * then each asked tab.
 *
 * @throws Error with what the cell says when it shows an error.
 */
export async function computeFormula(
  command: FormulaCommand,
  projectDir: string,
  output: Output,
): Promise<number> {
  const place = readPlace(command.place, output.note);
  const workbench = openWorkbench(workbenchOptions(place, command.place, projectDir));
  try {
    const evaluation = await workbench.spreadsheet.evaluate(
      command.formula,
      Object.keys(place.world.tabs)[0],
    );
    if (evaluation.kind === 'error') throw new Error(evaluation.message);
    return printReplyAndTabs(JSON.stringify(evaluation.value), workbench.spreadsheet, command, output);
  } finally {
    await workbench.close();
  }
}
