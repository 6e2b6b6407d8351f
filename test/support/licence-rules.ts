export interface LicensedPackage {
  /** As package-lock.json names it: `node_modules/…`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** The SPDX expression the package states, or null where it states none. */
  readonly licence: string | null;
}

export interface LicenceException {
  readonly name: string;
  readonly version: string;
  /** What its package.json says, which the rule would refuse. */
  readonly states: string | null;
  readonly because: string;
}

/** Licences that ask for no more than a notice. Whatever is not here has to be looked at by a person first. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
  'Zlib',
]);

/** Packages that cost money or state no licence of their own, whatever their metadata says. */
const refusedNames = [/^@univerjs-pro\//, /^@univerjs\/presets$/];

/** One sentence for each package that may not be in the tree, and for each exception that nothing needs any more. */
export function licenceProblems(
  packages: readonly LicensedPackage[],
  exceptions: readonly LicenceException[],
): readonly string[] {
  const isExcepted = (one: LicensedPackage, exception: LicenceException): boolean =>
    one.name === exception.name && one.version === exception.version && one.licence === exception.states;

  const refused = packages.filter((one) => refusalOf(one) !== null);
  return [
    ...refused
      .filter((one) => !exceptions.some((exception) => isExcepted(one, exception)))
      .map(
        (one) =>
          `Cannot depend on ${one.path} ${one.version}: ${refusalOf(one)}. Find who brings it with "npm explain ${one.name}", and do without.`,
      ),
    ...exceptions
      .filter((exception) => !refused.some((one) => isExcepted(one, exception)))
      .map(
        ({name, version}) =>
          `Cannot keep the exception for ${name} ${version}: nothing in the tree needs it. Take it off the list.`,
      ),
  ];
}

function refusalOf({name, licence}: LicensedPackage): string | null {
  if (refusedNames.some((pattern) => pattern.test(name)))
    return 'it is not open source, or pulls what is not';
  if (licence === null) return 'it states no licence';
  return isPermissive(licence) ? null : `its licence is ${licence}`;
}

/** Reads an SPDX expression: of an OR one side is enough, of an AND both have to hold. */
function isPermissive(expression: string): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let next = 0;
  const readChoice = (): boolean => {
    let holds = readBoth();
    while (tokens[next] === 'OR') {
      next += 1;
      holds = readBoth() || holds;
    }
    return holds;
  };
  const readBoth = (): boolean => {
    let holds = readOne();
    while (tokens[next] === 'AND') {
      next += 1;
      holds = readOne() && holds;
    }
    return holds;
  };
  const readOne = (): boolean => {
    const token = tokens[next];
    next += 1;
    if (token !== '(') return permissive.has(token ?? '');
    const holds = readChoice();
    next += 1;
    return holds;
  };
  const holds = readChoice();
  return holds && next === tokens.length;
}
