import {endpoints} from '../../../workbench/stripe/endpoints.ts';

/** The endpoints as the page for users of the sandbox lists them: by path, reading before writing. */
export function endpointTable(): string {
  const rows = endpoints.map(
    ({method, path, evidence, permission}) =>
      [
        path,
        methodOrder.indexOf(method),
        `| ${method} | \`${path}\` | ${evidence} | \`${permission}\` |`,
      ] as const,
  );
  const sorted = rows.toSorted(
    ([path, order], [otherPath, otherOrder]) => compare(path, otherPath) || order - otherOrder,
  );
  return [
    '| Method | Path | Evidence | Permission of a restricted key |',
    '|---|---|---|---|',
    ...sorted.map(([, , row]) => row),
  ].join('\n');
}

const methodOrder = ['GET', 'POST', 'DELETE'];

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
