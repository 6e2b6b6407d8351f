import {parseArgs} from 'node:util';
import type {Json} from '../apps-script/host-call.ts';
import {UsageError} from './usage.ts';

/** Where the add-on runs: which world, when, in which zone, against which Stripe. */
export interface PlaceOptions {
  /** A built-in world's name or a file. */
  readonly world: string;
  readonly nowUnixMs: number | null;
  readonly timeZone: string | null;
  readonly stripe: {readonly baseUrl: string; readonly key: string} | null;
}

export const outputFormats = ['json', 'csv', 'table'] as const;
export type OutputFormat = (typeof outputFormats)[number];

export type Command =
  | {
      readonly kind: 'run';
      readonly functionName: string;
      readonly args: readonly Json[];
      readonly place: PlaceOptions;
      readonly print: readonly string[];
      readonly format: OutputFormat;
    }
  | {
      readonly kind: 'formula';
      readonly formula: string;
      readonly place: PlaceOptions;
      readonly print: readonly string[];
      readonly format: OutputFormat;
    }
  | {readonly kind: 'stripe'; readonly place: PlaceOptions; readonly port: number; readonly faults: boolean}
  | {readonly kind: 'start'; readonly place: PlaceOptions; readonly port: number; readonly fresh: boolean}
  | {readonly kind: 'help'};

const optionTypes = {
  world: {type: 'string'},
  now: {type: 'string'},
  'time-zone': {type: 'string'},
  stripe: {type: 'string'},
  key: {type: 'string'},
  print: {type: 'string', multiple: true},
  format: {type: 'string'},
  port: {type: 'string'},
  faults: {type: 'boolean'},
  fresh: {type: 'boolean'},
  help: {type: 'boolean'},
} as const;

type OptionName = keyof typeof optionTypes;

const placeOptionNames: readonly OptionName[] = ['world', 'now', 'time-zone', 'stripe', 'key'];

const allowedOptions = {
  run: [...placeOptionNames, 'print', 'format'],
  formula: [...placeOptionNames, 'print', 'format'],
  stripe: ['world', 'now', 'time-zone', 'port', 'faults'],
  start: [...placeOptionNames, 'port', 'fresh'],
} satisfies Record<string, readonly OptionName[]>;

const startPort = 8470;
const stripePort = 12_111;

/** @throws UsageError that says which word is wrong. */
export function parseCommand(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Command {
  const {values, positionals} = parseWords(argv);
  const [name, ...operands] = positionals;
  if (values.help === true || name === undefined) return {kind: 'help'};
  const allowed = Object.entries(allowedOptions).find(([command]) => command === name)?.[1];
  if (allowed === undefined) throw new UsageError(`There is no command "${name}".`);
  for (const option of Object.keys(values)) {
    if (!allowed.some((allowedName) => allowedName === option)) {
      throw new UsageError(`The command "${name}" has no option --${option}.`);
    }
  }

  switch (name) {
    case 'run':
      return runCommand(operands, values);
    case 'formula':
      return {
        kind: 'formula',
        formula: onlyFormula(operands),
        place: placeOf(values, 'tiny'),
        ...printOf(values),
      };
    case 'stripe':
      refuseOperands(name, operands);
      return {
        kind: 'stripe',
        place: placeOf(values, 'tiny'),
        port: portOf(values.port) ?? stripePort,
        faults: values.faults === true,
      };
    default:
      refuseOperands(name, operands);
      return {
        kind: 'start',
        place: placeOf(values, 'demo'),
        port: portOf(values.port ?? environment['PORT']) ?? startPort,
        fresh: values.fresh === true,
      };
  }
}

function parseWords(argv: readonly string[]) {
  try {
    return parseArgs({args: [...argv], options: optionTypes, allowPositionals: true, strict: true});
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Values = ReturnType<typeof parseWords>['values'];

function runCommand([functionName, ...args]: readonly string[], values: Values): Command {
  if (functionName === undefined) throw new UsageError('The command "run" needs the name of a function.');
  return {
    kind: 'run',
    functionName,
    args: args.map(jsonArgument),
    place: placeOf(values, 'tiny'),
    ...printOf(values),
  };
}

function printOf(values: Values): {readonly print: readonly string[]; readonly format: OutputFormat} {
  const given = values.format ?? 'json';
  const format = outputFormats.find((known) => known === given);
  if (format === undefined) {
    throw new UsageError(`--format is "${given}". Give one of ${outputFormats.join(', ')}.`);
  }
  return {print: values.print ?? [], format};
}

function jsonArgument(text: string, index: number): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `Argument ${index + 1} of the function is not JSON: ${text}. Text needs quotes: '"text"'.`,
    );
  }
}

function onlyFormula(operands: readonly string[]): string {
  const [formula, ...others] = operands;
  if (formula === undefined || others.length > 0 || !formula.startsWith('=')) {
    throw new UsageError('The command "formula" needs one formula that begins with =, in quotes.');
  }
  return formula;
}

function refuseOperands(name: string, operands: readonly string[]): void {
  if (operands.length > 0) throw new UsageError(`The command "${name}" takes no "${operands[0]}".`);
}

function placeOf(values: Values, defaultWorld: string): PlaceOptions {
  const {stripe, key} = values;
  if ((stripe === undefined) !== (key === undefined)) {
    throw new UsageError('--stripe URL and --key KEY go together.');
  }
  return {
    world: values.world ?? defaultWorld,
    nowUnixMs: values.now === undefined ? null : instantOf(values.now),
    timeZone: values['time-zone'] === undefined ? null : zoneOf(values['time-zone']),
    stripe: stripe === undefined || key === undefined ? null : {baseUrl: baseUrlOf(stripe), key},
  };
}

function instantOf(text: string): number {
  const unixMs = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(unixMs)) {
    throw new UsageError(`--now is "${text}". Give an instant such as 2026-10-31T17:00:00Z.`);
  }
  return unixMs;
}

function zoneOf(text: string): string {
  try {
    new Intl.DateTimeFormat('en', {timeZone: text});
    return text;
  } catch {
    throw new UsageError(`--time-zone is "${text}". Give a zone such as America/New_York.`);
  }
}

function baseUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:'))
    return text.replace(/\/+$/, '');
  throw new UsageError(`--stripe is "${text}". Give an address such as http://127.0.0.1:12111.`);
}

function portOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`The port is "${text}". Give a number from 0 (any free one) to 65535.`);
}
