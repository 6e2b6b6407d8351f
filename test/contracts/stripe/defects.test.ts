import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Defect, defects} from './defects/defects.ts';
import {buildWith} from './defects/patched-build.ts';
import {type Finding, findingsOf, firstFindingBy} from './defects/run-probes.ts';

/** Each defect with what was noticed of it, for the report. */
const noticed: {readonly defect: Defect; readonly finding: Finding}[] = [];

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
    const finding = await firstFindingBy(caughtBy, await buildWith(defect.patch));
    expect(finding).not.toBeNull();
    if (finding !== null) noticed.push({defect, finding});
  },
);

afterAll(() => {
  const rows = noticed.map(
    ({defect, finding}) => `| ${defect.name} | ${defect.patch.file} | ${finding.layer} | ${finding.fact} |`,
  );
  const folder = join(import.meta.dirname, '../../../test-results');
  mkdirSync(folder, {recursive: true});
  writeFileSync(
    join(folder, 'stripe-defects.md'),
    `${['| defect | put into | noticed by | which fact |', '| --- | --- | --- | --- |', ...rows].join('\n')}\n`,
  );
});
