/**
 * A world: all that a run of the workbench starts from. It is a file of Stripe objects in wire form, so any export of
 * real ones is a world.
 */
import type {StoredObjects} from '../stripe/engine/world-objects.ts';

/** A cell as a person would type it. */
export type WorldCell = string | number | boolean | null;

export interface World {
  /** ISO 8601 with a zone: where the clock starts. */
  readonly now: string;
  /** IANA name, of the spreadsheet and of the Stripe account. */
  readonly timeZone: string;
  /** Complete and without contradiction; what a file leaves out has been filled in. */
  readonly objects: StoredObjects;
  /** Whether the objects are of live mode. A world is of one mode, as the answers to one key are. */
  readonly livemode: boolean;
  /** Rows by the name of the tab they fill before anything runs. */
  readonly tabs: Readonly<Record<string, readonly (readonly WorldCell[])[]>>;
  /** The add-on's settings; null: its defaults. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  /** How many fields the file has that Stripe's objects do not; they are kept and answered, and nothing reads them. */
  readonly unknownFields: number;
  /** Each once, as `invoice.charge`. */
  readonly unknownFieldNames: readonly string[];
}

/** Saturday, two months before the year ends and the day before New York's clocks go back. */
export const defaultNow = '2026-10-31T17:00:00Z';
export const defaultTimeZone = 'America/New_York';

/** The restricted test key with which the add-on is connected to the sandbox of most worlds. */
export const worldKey = 'rk_test_workbench';

/** The same for a world whose objects are of live mode. */
const liveWorldKey = 'rk_live_workbench';

/** The key with which the add-on is connected to this world's sandbox, which knows no other. */
export function worldKeyOf({livemode}: Pick<World, 'livemode'>): string {
  return livemode ? liveWorldKey : worldKey;
}

/** A file that is no world. The message is for the person who wrote it: what is wrong, where, and what to write. */
export class WorldFault extends Error {
  constructor(fact: string) {
    super(`Cannot load the world: ${fact}`);
    this.name = 'WorldFault';
  }
}
