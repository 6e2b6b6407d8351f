/**
 * What an endpoint of the sandbox is: a row of a feature's table `endpoints.ts`, which drives routing, permission,
 * parameter and expansion checks, and a function that answers.
 *
 * - By the time `answer` runs, the caller is known and allowed, the parameters have been checked against the table
 *   generated from Stripe's types, and the expansions can be made. Features check meaning only: an id in the path that
 *   names nothing is `noSuchObject({inPath: true})` (404), one in a parameter is 400 with its `param`.
 * - All writes go through `call.change`. They are journaled: a thrown `StripeRefusal` takes all of them back, unless it
 *   says `keepsEffects`.
 * - A row is never written into. `update` puts a new one in its place, so a row that was read before stays as it was.
 * - An answer is the object without expansions; what `expand` asks for is put in afterwards.
 * - Features import no register (`endpoints.ts`, `kind-rules.ts`, `due-work.ts`, `expandable-properties.ts`): what they
 *   need of these is in the call.
 */
import type Stripe from 'stripe';
import type {DueWorkKind} from '../due-work.ts';
import type {Kind, RenderedKind, StoredOf} from '../kinds.ts';
import type {Permission} from './authentication.ts';
import type {ExpandableKind} from './expandable.ts';
import type {IdPrefix} from './ids.ts';
import type {Store} from './store.ts';
import type {WireObject} from './wire.ts';

/**
 * A type of the SDK's parameters as it arrives: decimals are text, null and '' are both an empty value (which unsets),
 * metadata values are texts.
 */
export type WireParams<T> = unknown extends T
  ? unknown
  : T extends null
    ? never
    : T extends string | number | boolean | undefined
      ? T
      : T extends Stripe.Decimal
        ? string
        : T extends Date
          ? number
          : T extends readonly (infer Element)[]
            ? readonly WireParams<Element>[]
            : T extends Stripe.MetadataParam
              ? string extends keyof T
                ? Readonly<Record<string, string>>
                : {readonly [Name in keyof T]: WireParams<T[Name]>}
              : {readonly [Name in keyof T]: WireParams<T[Name]>};

interface CallOf<Params> {
  readonly store: Store;
  /** Percent-decoded, one for each `{id}` of the path. */
  readonly pathIds: readonly string[];
  readonly params: Params;
  /** The account's clock. Where a customer is concerned whom a test clock may rule: `nowOf(call, customerId)`. */
  readonly nowUnixS: number;
  readonly change: Changes;
  /** The object as an answer shows it now. @throws Error for an id that names nothing */
  readonly render: (kind: RenderedKind, id: string) => WireObject;
}

/** `P` is a type of the SDK's parameters. Any call is a `Call`: for acts that look at no parameters. */
export type Call<P = unknown> = CallOf<WireParams<P>>;

export interface Changes {
  insert<K extends Kind>(kind: K, row: StoredOf<K>): void;
  /** Puts the fields over the row's and returns the new row. */
  update<K extends Kind>(kind: K, id: string, fields: Partial<StoredOf<K>>): StoredOf<K>;
  /** Puts a row in the place of the one with its id: for what remains of a deleted customer. */
  replace<K extends Kind>(kind: K, row: StoredOf<K>): void;
  /** Its events come first: afterwards there is nothing to show in them. */
  remove(kind: Kind, id: string): void;
  /** The same series of requests gives the same ids. */
  newId(prefix: IdPrefix): string;
  /**
   * Records an event whose `data.object` is the object as rendered now. `previous` is the object as rendered before the
   * change (`call.render`): what differs becomes `previous_attributes`.
   */
  event(type: Stripe.Event.Type, kind: RenderedKind, id: string, previous?: WireObject): void;
  /** The same for an object without an id of its own, such as the balance. */
  eventAbout(type: Stripe.Event.Type, object: object, previous?: WireObject): void;
  /**
   * Work to be done when its clock reaches a moment: the test clock of the customer, or without one (`customer` null
   * too) the account's. Replaces an earlier one with the same key. A moment that is past already is due at once: before
   * the next request, or within the advance that is under way.
   */
  later(work: DueWorkRequest): void;
  cancelLater(key: string): void;
  /** Does the work, and takes back everything that it changed: for answers that show what would be. */
  preview<T>(work: () => T): T;
  /**
   * Moves a test clock on: everything that becomes due on it is done in order, each with the clock at its own moment,
   * and then `frozen_time` is the one given. Status and events are the caller's.
   */
  advanceClock(clockId: string, toUnixS: number): void;
}

export interface DueWorkRequest {
  /** Such as `finalize:in_1…`. */
  readonly key: string;
  readonly kind: DueWorkKind;
  /** Of the object that the work is about. */
  readonly id: string;
  readonly atUnixS: number;
  /** Whose test clock rules; null: the account's clock. */
  readonly customer: string | null;
}

/** Where a path of `expand` starts: at an object, or at a list of them (then it begins with `data`). */
export interface ExpansionRoot {
  readonly shape: 'object' | 'list';
  readonly of: ExpandableKind;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Every id is called `{id}`: `/v1/invoices/{id}/lines/{id}`. */
  readonly path: string;
  /**
   * How its behaviour is known: from recorded answers of Stripe's test mode; from request sequences that Stripe itself
   * publishes; or from Stripe's types and documentation alone.
   */
  readonly evidence: 'recorded' | 'scripted' | 'modelled';
  readonly permission: Permission;
  readonly expansion: ExpansionRoot;
  answer(call: Call): object;
}

/** An endpoint whose parameters are those of the SDK's type `P`. */
export function endpoint<P>(given: Omit<Endpoint, 'answer'> & {answer(call: Call<P>): object}): Endpoint {
  // The parameters were checked against the table generated from P before the call is made.
  return {...given, answer: (call) => given.answer(call as Call<P>)};
}

/** The first id of the path. */
export function pathIdOf({pathIds}: {readonly pathIds: readonly string[]}): string {
  return pathIds[0] ?? '';
}
