import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {buildCode} from '../../scripts/build/code-bundle.mjs';

const goodCustomFunction = `/**
 * Doubles an amount.
 *
 * @param {number} amount The amount.
 * @return {number} Twice the amount.
 * @customfunction
 */
export function TWICE(amount: number): number {
  return amount * 2;
}
`;

/**
 * Builds an add-on of a few lines the way the real one is built, and gives its script files by name; what a test gives
 * replaces what would pass.
 */
export async function buildTinyAddOn(
  given: {
    readonly customFunctions?: string;
    readonly menu?: string;
    readonly others?: Readonly<Record<string, string>>;
    readonly scopes?: readonly string[];
    readonly entryPoints?: Readonly<Record<string, readonly string[]>>;
    readonly lateScripts?: Readonly<Record<string, readonly string[]>>;
  } = {},
): Promise<Readonly<Record<string, string>>> {
  const projectDir = mkdtempSync(join(tmpdir(), 'tiny-add-on-'));
  const files: Readonly<Record<string, string>> = {
    'globals/custom-functions.ts': given.customFunctions ?? goodCustomFunction,
    'globals/menu.ts': given.menu ?? 'export function onOpen(): void {}\n',
    'appsscript.json': JSON.stringify({oauthScopes: given.scopes ?? []}),
    ...given.others,
  };
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(projectDir, path)), {recursive: true});
      writeFileSync(join(projectDir, path), text);
    }
    const {files: built} = await buildCode({
      projectDir,
      globalsDir: 'globals',
      entryPoints: given.entryPoints ?? {'custom-functions.ts': ['TWICE'], 'menu.ts': ['onOpen']},
      lateScripts: given.lateScripts ?? {},
      customFunctionsFile: 'custom-functions.ts',
    });
    return Object.fromEntries(built.map(({name, code}) => [name, code]));
  } finally {
    rmSync(projectDir, {recursive: true});
  }
}
