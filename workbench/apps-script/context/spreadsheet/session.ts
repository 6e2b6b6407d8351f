import {googleException, signatureMismatch} from '../google-exception.ts';
import type {HostCall, Json} from '../host-call.ts';
import {onlyKnown} from '../only-known.ts';
import type {Block, ConditionalFormat, SpreadsheetCalls} from './wire.ts';

type Google = typeof GoogleAppsScript.Spreadsheet;
export type Range = GoogleAppsScript.Spreadsheet.Range;
export type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
export type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
export type Rule = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;
export type Enum<Name extends keyof Google> = Google[Name];

export interface SpreadsheetEnvironment {
  /** Google's authorisation mode of this execution. */
  readonly authMode: 'NONE' | 'LIMITED' | 'FULL' | 'CUSTOM_FUNCTION';
  /** What SpreadsheetApp.getUi answers; throws where there is no user interface. */
  getUi(): object;
}

type Calls = SpreadsheetCalls;

/** What SpreadsheetApp's objects share: the way to the workbench, and how they make one another. */
export interface Session {
  /** Asks something of the spreadsheet. */
  read<M extends keyof Calls>(method: M, ...args: Parameters<Calls[M]>): ReturnType<Calls[M]>;
  /** Changes something; `caller` is the method of Google's that does, for its refusal. */
  write<M extends keyof Calls>(
    caller: string,
    method: M,
    ...args: Parameters<Calls[M]>
  ): ReturnType<Calls[M]>;
  /** Refuses a document where this execution may see none. */
  assertDocument(caller: string): void;
  readonly make: Makers;
  /** Where a range of ours is. @throws Error when it is not one. */
  blockOf(range: Range, caller: string): Block;
  tabIdOf(sheet: Sheet, caller: string): number;
  formatOf(rule: Rule, caller: string): ConditionalFormat;
  remember: {
    readonly blocks: WeakMap<object, Block>;
    readonly tabIds: WeakMap<object, number>;
    readonly formats: WeakMap<object, ConditionalFormat>;
  };
}

/** Objects know each other only through these, because each of Google's classes hands out the others. */
export interface Makers {
  spreadsheet(): Spreadsheet;
  sheet(tabId: number): Sheet;
  range(block: Block): Range;
}

export function createSession(
  hostCall: HostCall,
  environment: SpreadsheetEnvironment,
  createMakers: (session: Session) => Makers,
): Session {
  // Both ends of this call are typed by wire.ts; JSON in between forgets it.
  const call: Session['read'] = (method, ...args) =>
    hostCall('spreadsheet', method, args as readonly unknown[] as readonly Json[]) as ReturnType<
      Calls[typeof method]
    >;
  const remember: Session['remember'] = {
    blocks: new WeakMap(),
    tabIds: new WeakMap(),
    formats: new WeakMap(),
  };
  const refuse = (caller: string): void => {
    throw googleException(`You do not have permission to call ${caller}`);
  };
  const session: Session = {
    read: call,
    write: (caller, method, ...args) => {
      if (environment.authMode === 'CUSTOM_FUNCTION') refuse(caller);
      return call(method, ...args);
    },
    assertDocument: (caller) => {
      if (environment.authMode === 'NONE') refuse(caller);
    },
    blockOf: (range, caller) => known(remember.blocks, range, caller),
    tabIdOf: (sheet, caller) => known(remember.tabIds, sheet, caller),
    formatOf: (rule, caller) => known(remember.formats, rule, caller),
    remember,
    get make() {
      return makers;
    },
  };
  const makers = createMakers(session);
  return session;
}

function known<T>(items: WeakMap<object, T>, object: object, caller: string): T {
  const found = typeof object === 'object' && object !== null ? items.get(object) : undefined;
  if (found === undefined) throw signatureMismatch(caller, [object]);
  return found;
}

/**
 * One of Google's objects with the methods that are here; each other one throws. This is the only place that says of a
 * part that it is the whole, and `onlyKnown` keeps it true.
 */
export function asGoogle<T extends object>(name: string, members: Partial<T>): T {
  return onlyKnown(name, members as T);
}
