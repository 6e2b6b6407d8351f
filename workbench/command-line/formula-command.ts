import {openWorkbench} from '../workbench.ts';
import type {Command} from './arguments.ts';
import type {Output} from './output.ts';
import {readPlace, workbenchOptions} from './place.ts';

type FormulaCommand = Extract<Command, {readonly kind: 'formula'}>;

/**
 * Computes one formula in a cell of a fresh spreadsheet and prints its value; a spill is printed as rows.
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
    const evaluation = await workbench.spreadsheet.evaluate(command.formula);
    if (evaluation.kind === 'error') throw new Error(evaluation.message);
    output.result(JSON.stringify(evaluation.value));
    return 0;
  } finally {
    await workbench.close();
  }
}
