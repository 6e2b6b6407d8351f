import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every source below the given folders of the project. */
export function readSources(projectDir: string, folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(projectDir, folder), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return {
          path: path.slice(projectDir.length + 1).replaceAll('\\', '/'),
          text: readFileSync(path, 'utf8'),
        };
      }),
  );
}

/** What stands in quotes or in a comment, whichever opens first. */
const commentOrText =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The source with its comments blanked, line by line where it was. */
const withoutComments = (text: string): string =>
  text.replace(commentOrText, (part) => (part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part));

/** The source with its comments and the content of its texts blanked: what is left is code. */
export const codeOnly = (text: string): string =>
  text.replace(commentOrText, (part) =>
    part.startsWith('/')
      ? part.replace(/[^\n]/g, ' ')
      : part[0] + part.slice(1, -1).replace(/[^\n]/g, ' ') + part[0],
  );

export interface Import {
  readonly from: string;
  readonly isTypeOnly: boolean;
}

/** The modules a source names in `import`, `export … from` and `import()`. */
export function importsOf(text: string): readonly Import[] {
  const code = withoutComments(text);
  const statements = code.matchAll(/^(import|export)\s+(type\s)?(?:[\w*{][^'";]*?\sfrom\s*)?'([^']+)'/gm);
  const calls = code.matchAll(/\bimport\(\s*'([^']+)'/g);
  return [
    ...[...statements].map((match) => ({from: match[3] ?? '', isTypeOnly: match[2] !== undefined})),
    ...[...calls].map((match) => ({from: match[1] ?? '', isTypeOnly: false})),
  ];
}
