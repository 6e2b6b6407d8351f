import {posix} from 'node:path';
import {codeOnly, importsOf, type SourceFile} from './source-text.ts';

/** The folders of core in the order in which they may lean on each other: only on their own row and on those above. */
const coreRows: readonly (readonly string[])[] = [
  ['errors', 'money', 'time'],
  ['tables', 'stripe'],
  ['audit'],
  ['approvals'],
  ['invoice-actions'],
];

/** Answers cells out of what the features know, so it stands above them, and only src/apps-script stands above it. */
const folderOfCells = 'functions';

/** What runs inside a bare engine may bring these along, and nothing else. */
const packagesOfCore = ['decimal.js', 'valibot'];
const packagesOfSidebar = ['preact', 'preact/hooks'];
const linesMax = 300;
const namesThatOwnNothing = [
  'index',
  'utils',
  'util',
  'helpers',
  'helper',
  'types',
  'common',
  'misc',
  'manager',
];

/** Each sentence names a file that breaks the layout of the project and says what to do instead. */
export function architectureProblems(
  files: readonly SourceFile[],
  googleNames: readonly string[],
): readonly string[] {
  return files.flatMap((file) => [
    ...nameProblems(file),
    ...importProblems(file),
    ...googleProblems(file, googleNames),
    ...hostProblems(file),
  ]);
}

function nameProblems({path, text}: SourceFile): readonly string[] {
  const name = posix.basename(path).replace(/\.\w+$/, '');
  const lines = text.split('\n').length - 1;
  return [
    ...(namesThatOwnNothing.includes(name)
      ? [`${path} is named for nothing it owns. Name it for the one thing in it, as in aging-bucket.ts.`]
      : []),
    ...(lines > linesMax
      ? [
          `${path} has ${lines} lines, and ${linesMax} is the limit. Split it by meaning: does it own one thing, or several?`,
        ]
      : []),
  ];
}

function importProblems({path, text}: SourceFile): readonly string[] {
  return importsOf(text).flatMap(({from, isTypeOnly}) => {
    if (!from.startsWith('.')) return packageProblems(path, from, isTypeOnly);
    if (!/\.(tsx?|mjs|cjs|json|css)$/.test(from)) {
      return [`${path} imports ${from} without its extension. Write ${from}.ts.`];
    }
    return directionProblems(path, posix.join(posix.dirname(path), from), isTypeOnly);
  });
}

function packageProblems(path: string, from: string, isTypeOnly: boolean): readonly string[] {
  if (path.startsWith('src/') && !packagesOfCore.includes(from) && !(from === 'stripe' && isTypeOnly)) {
    return [
      `${path} imports ${from}, which would go into the bundle. Use ${packagesOfCore.join(' or ')}, a port, or "import type".`,
    ];
  }
  if (path.startsWith('sidebar/') && !packagesOfSidebar.includes(from)) {
    return [
      `${path} imports ${from}, which would go into the page that Google sends. Use ${packagesOfSidebar.join(' or ')}, or write the few lines it needs.`,
    ];
  }
  return [];
}

function directionProblems(path: string, target: string, isTypeOnly: boolean): readonly string[] {
  if (topOf(path) === topOf(target)) {
    return path.startsWith('src/core/') ? coreProblems(path, target) : appsScriptProblems(path, target);
  }
  switch (topOf(path)) {
    case 'src/core':
      return [
        `${path} imports ${target}. Core asks its host through src/core/ports.ts: add a port, or take an argument.`,
      ];
    case 'src/apps-script':
      return topOf(target) === 'src/core'
        ? []
        : [
            `${path} imports ${target}. The add-on is made of src/core and src/apps-script alone: move the code there.`,
          ];
    case 'sidebar':
      return /^src\/core\/[\w-]+-contract\.ts$/.test(target) && isTypeOnly
        ? []
        : [
            `${path} imports ${target}. The sidebar knows src/core/sidebar-contract.ts and its like, as types, and calls the rest by google.script.run.`,
          ];
    case 'workbench':
      return [
        `${path} imports ${target}. The workbench judges the add-on, so it shares no code with it: run what is in dist/, or write it anew.`,
      ];
    default:
      return [];
  }
}

function coreProblems(path: string, target: string): readonly string[] {
  const [folder, targetFolder] = [coreFolder(path), coreFolder(target)];
  if (targetFolder === folderOfCells && folder !== folderOfCells) {
    return [
      `${path} imports ${target}. Only src/apps-script imports ${folderOfCells}: move what both need to the feature that owns it.`,
    ];
  }
  if (folder === null || targetFolder === null || folder === targetFolder) {
    return folder !== null &&
      coreRows[0]?.includes(folder) &&
      targetFolder === null &&
      !target.endsWith('/ports.ts')
      ? [
          `${path} imports ${target}. ${folder} is the ground of everything: hand the value in as an argument.`,
        ]
      : [];
  }
  const [row, targetRow] = [rowOf(folder), rowOf(targetFolder)];
  if (targetRow === coreRows.length && row === targetRow) {
    return [
      `${path} imports ${target}. Features do not know each other: move what both need to ${coreRows.flat().join(', ')}, or join them in src/apps-script.`,
    ];
  }
  return targetRow > row
    ? [
        `${path} imports ${target}. ${folder} lies below ${targetFolder}: move the code up to ${targetFolder}, or hand it in as an argument.`,
      ]
    : [];
}

function appsScriptProblems(path: string, target: string): readonly string[] {
  if (path.startsWith('src/apps-script/adapters/') && !target.startsWith('src/apps-script/adapters/')) {
    return [
      `${path} imports ${target}. An adapter answers one port and knows no caller: hand the value in as an argument.`,
    ];
  }
  if (path.startsWith('src/apps-script/') && target.startsWith('src/apps-script/globals/')) {
    return [
      `${path} imports ${target}. Globals are called by Google alone: move what both need to src/core.`,
    ];
  }
  return [];
}

function googleProblems({path, text}: SourceFile, googleNames: readonly string[]): readonly string[] {
  if (!path.startsWith('src/') && !path.startsWith('sidebar/')) return [];
  if (/^src\/apps-script\/(adapters|globals)\//.test(path)) return [];
  const code = codeOnly(text);
  return googleNames
    .filter((name) => new RegExp(`(?<![.\\w$])${name}\\b`).test(code))
    .map(
      (name) =>
        `${path} names ${name}. Only src/apps-script/adapters and globals do: ask a port, and let an adapter answer it.`,
    );
}

/** Clock and chance belong to the host, and the compiler knows both as part of the language. */
function hostProblems({path, text}: SourceFile): readonly string[] {
  if (!path.startsWith('src/core/')) return [];
  const code = codeOnly(text);
  return (
    [
      [/\bDate\.now\(/, 'Date.now()', 'the Clock port, or an asOf argument'],
      [/\bnew Date\(\s*\)/, 'new Date()', 'the Clock port, or an asOf argument'],
      [/\bMath\.random\b/, 'Math.random', 'the Random port'],
    ] as const
  ).flatMap(([pattern, name, instead]) =>
    pattern.test(code)
      ? [`${path} uses ${name}. Core has no clock and no chance of its own: use ${instead}.`]
      : [],
  );
}

const topOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('src/') ? 2 : 1)
    .join('/');

/** The folder of core a file belongs to; null for the files that lie beside the folders. */
const coreFolder = (path: string): string | null => {
  const parts = path.split('/');
  return parts.length > 3 ? (parts[2] ?? null) : null;
};

/** A folder that no row names is a feature, in the row below the functions of cells. */
const rowOf = (folder: string): number => {
  if (folder === folderOfCells) return coreRows.length + 1;
  const row = coreRows.findIndex((folders) => folders.includes(folder));
  return row === -1 ? coreRows.length : row;
};
