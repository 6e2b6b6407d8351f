import type {Workbench} from '../workbench.ts';
import type {OutputFormat} from './arguments.ts';
import type {Output} from './output.ts';
import {printTab} from './tab-output.ts';

/** What a command prints after its work. */
export interface PrintOptions {
  /** Titles of tabs, in the order to print them. */
  readonly print: readonly string[];
  readonly format: OutputFormat;
}

/**
 * Prints the reply of a command, then each asked tab. As `json` both are results; the other formats are of tabs alone,
 * so the reply becomes a note.
 *
 * @returns the exit code: 1 when a tab is missing, which is printed as an empty one.
 */
export function printReplyAndTabs(
  reply: string,
  spreadsheet: Workbench['spreadsheet'],
  {print, format}: PrintOptions,
  output: Output,
): number {
  if (format === 'json') output.result(reply);
  else output.note(reply);

  let missing = 0;
  for (const title of print) {
    const tab = spreadsheet.readTab(title);
    if (tab === null) {
      missing += 1;
      output.note(`There is no tab "${title}". The spreadsheet has: ${spreadsheet.tabTitles().join(', ')}.`);
    }
    output.result(printTab(tab?.plain ?? [], format));
  }
  return missing === 0 ? 0 : 1;
}
