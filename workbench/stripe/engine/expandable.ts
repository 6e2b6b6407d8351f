/** How an object can stand for more. https://docs.stripe.com/expand */
import type {RenderedKind} from '../kinds.ts';
import type {Store} from './store.ts';

/** `other`: whatever kind the id is of. */
export type ExpandableKind = RenderedKind | UnkeptKind | 'account' | 'other';

/** What answers show without its being kept as a kind of its own. */
type UnkeptKind = 'credit_note_line_item' | 'plan' | 'search_result.customer' | 'search_result.invoice';

export type Property =
  /** Always sent whole; asking for it changes nothing. */
  | {readonly shape: 'present'; readonly within?: Properties}
  /** An id that becomes the object. */
  | {readonly shape: 'reference'; readonly to: ExpandableKind}
  /** Sent without being asked for. */
  | {readonly shape: 'list'; readonly of: ExpandableKind}
  /** Sent only when asked for. */
  | {readonly shape: 'on request'; readonly of: ExpandableKind; readonly value: IncludedValue | null};

export type Properties = {readonly [name: string]: Property};
type IncludedValue = (id: string, store: Store) => unknown;

export const present: Property = {shape: 'present'};
export const reference = (to: ExpandableKind): Property => ({shape: 'reference', to});
/** Stripe has it, no world does. */
export const notHeld: Property = {shape: 'on request', of: 'other', value: null};
