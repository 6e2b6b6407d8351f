import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Defect, defects} from './defects/defects.ts';
import {buildWith} from './defects/patched-build.ts';
import type {Layer} from './defects/probe.ts';
import {findingsOf} from './defects/run-probes.ts';

/** Each defect with all the layers that noticed it, for the report. */
const noticed: {readonly defect: Defect; readonly layers: readonly Layer[]}[] = [];

test('the layers find nothing in the sources as they are', async () => {
  expect(await findingsOf(await buildWith(null))).toEqual([]);
});

test('there are at least 25 defects, of sandbox and client', () => {
  expect(defects.length).toBeGreaterThanOrEqual(25);
  expect(new Set(defects.map(({name}) => name)).size).toBe(defects.length);
  expect(defects.some(({patch}) => patch.file.startsWith('src/'))).toBe(true);
  expect(defects.some(({patch}) => patch.file.startsWith('workbench/'))).toBe(true);
});

test.each(defects.map((defect) => [defect.name, defect.caughtBy, defect] as const))(
  'a defect is noticed: %s (by %s)',
  async (_name, caughtBy, defect) => {
    const findings = await findingsOf(await buildWith(defect.patch));
    const layers = [...new Set(findings.map(({layer}) => layer))];
    noticed.push({defect, layers});
    expect(layers).toContain(caughtBy);
  },
);

afterAll(() => {
  const rows = noticed.map(
    ({defect, layers}) => `| ${defect.name} | ${defect.patch.file} | ${layers.join(', ')} |`,
  );
  const folder = join(import.meta.dirname, '../../../test-results');
  mkdirSync(folder, {recursive: true});
  writeFileSync(
    join(folder, 'stripe-defects.md'),
    `${['| defect | put into | noticed by |', '| --- | --- | --- |', ...rows].join('\n')}\n`,
  );
});
