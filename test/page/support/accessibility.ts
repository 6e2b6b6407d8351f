import axe from 'axe-core';
import type {Page} from 'playwright-core';

/** The grid is drawn on a canvas by its library, and a frame has its own tests. */
const run = `axe.run({exclude: [['.grid'], ['iframe']]}, {resultTypes: ['violations'], iframes: false}).then(({violations}) =>
  violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => id + ': ' + html + ' ' + failureSummary)))`;

/** What axe finds serious or critical in the page around the grid. */
export async function chromeProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<readonly string[]>(run);
}
