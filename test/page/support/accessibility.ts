import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {Page} from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The grid is drawn on a canvas by its library, and a frame has its own tests. */
const run = `axe.run({exclude: [['.grid'], ['iframe']]}, {resultTypes: ['violations'], iframes: false}).then(({violations}) =>
  violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => id + ': ' + html + ' ' + failureSummary)))`;

/** What axe finds serious or critical in the page around the grid. */
export async function chromeProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  return page.evaluate<readonly string[]>(run);
}
