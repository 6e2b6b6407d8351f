import vm from 'node:vm';
import {buildTinyAddOn} from './tiny-add-on.ts';

/** Both files need it. */
const shared = `export class Fault extends Error {}
export const seen: string[] = ['shared'];
`;
const menu = `import {Fault, seen} from '../shared.ts';
export function onOpen(): void {}
export function isFault(value: unknown): boolean { return value instanceof Fault; }
export function whatWasSeen(): string { return seen.join(); }
`;
const late = `import {Fault, seen} from '../shared.ts';
seen.push('late');
export function fail(): never { throw new Fault('no'); }
export function later(): string { return seen.join(); }
`;
const entryPoints = {
  'custom-functions.ts': ['TWICE'],
  'menu.ts': ['onOpen', 'isFault', 'whatWasSeen'],
  'late.ts': ['fail', 'later'],
};

const twoFiles = (others: Readonly<Record<string, string>> = {}) =>
  buildTinyAddOn({
    menu,
    others: {'shared.ts': shared, 'globals/late.ts': late, ...others},
    entryPoints,
    lateScripts: {'Late.js': ['late.ts']},
  });

const evaluated = (codes: readonly string[]): vm.Context => {
  const context = vm.createContext({});
  for (const code of codes) vm.runInContext(code, context);
  return context;
};

describe('a late script', () => {
  test('shares the one class of both files, in whatever order Google evaluates them', async () => {
    const {'Code.js': code = '', 'Late.js': lateCode = ''} = await twoFiles();
    for (const codes of [
      [code, lateCode],
      [lateCode, code],
    ]) {
      const context = evaluated(codes);
      const caught = '(() => { try { fail(); } catch (fault) { return isFault(fault); } })()';
      expect(vm.runInContext(caught, context)).toBe(true);
    }
    expect(lateCode).not.toContain('extends Error');
  });

  test('evaluates its modules once, when one of its functions is first called', async () => {
    const context = evaluated(Object.values(await twoFiles()));
    expect(vm.runInContext('whatWasSeen()', context)).toBe('shared');
    expect(vm.runInContext('later(), later()', context)).toBe('shared,late');
    expect(vm.runInContext('whatWasSeen()', context)).toBe('shared,late');
  });

  test('shares with another late script what Code.js itself does not need', async () => {
    const own =
      'export const rates: number[] = [];\nexport function newest(): number { return rates.push(1); }\n';
    const files = await buildTinyAddOn({
      others: {
        'rates.ts': own,
        'globals/first.ts':
          "import {newest} from '../rates.ts';\nexport function one(): number { return newest(); }\n",
        'globals/second.ts':
          "import {newest} from '../rates.ts';\nexport function two(): number { return newest(); }\n",
      },
      entryPoints: {
        'custom-functions.ts': ['TWICE'],
        'menu.ts': ['onOpen'],
        'first.ts': ['one'],
        'second.ts': ['two'],
      },
      lateScripts: {'First.js': ['first.ts'], 'Second.js': ['second.ts']},
    });
    const context = evaluated(Object.values(files));
    expect(vm.runInContext('[one(), two(), one()].join()', context)).toBe('1,2,3');
  });

  test('is refused where a value of both files is assigned again, which only one of them would see', async () => {
    const changing = `export class Fault extends Error {}
export let seen: string[] = [];
export function forget(): void { seen = []; }
`;
    const forgetting = `${menu.replace('seen}', 'seen, forget}')}export function clear(): void { forget(); }\n`;
    await expect(
      buildTinyAddOn({
        menu: forgetting,
        others: {'shared.ts': changing, 'globals/late.ts': late},
        entryPoints: {...entryPoints, 'menu.ts': [...entryPoints['menu.ts'], 'clear']},
        lateScripts: {'Late.js': ['late.ts']},
      }),
    ).rejects.toThrow(
      'Cannot share "seen" between script files: it is assigned again after its module was evaluated.',
    );
  });

  test('is refused where it names globals without entry points', async () => {
    await expect(buildTinyAddOn({lateScripts: {'Late.js': ['late.ts']}})).rejects.toThrow(
      'Cannot put globals/late.ts into Late.js: it has no entry points.',
    );
  });

  test('is refused where its modules touch a service when they are evaluated', async () => {
    await expect(twoFiles({'globals/late.ts': `Session.getScriptTimeZone();\n${late}`})).rejects.toThrow(
      'Cannot load Late.js: its top level touches Session.getScriptTimeZone.',
    );
  });
});
