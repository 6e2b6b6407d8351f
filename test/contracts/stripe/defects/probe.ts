import type {Bench} from './bench.ts';
import type {Parts} from './patched-build.ts';

/** The layers of proof, each independent of the others; they are told apart so that each is seen to be able to fail. */
export const layers = [
  'request bytes',
  'request contract',
  'response contract',
  'our decoders',
  'recorded behaviour',
  'the SDK as a client',
  'money',
] as const;

export type Layer = (typeof layers)[number];

/** One fact, on an account of its own. */
export interface Probe {
  readonly layer: Layer;
  readonly fact: string;
  /** @throws where it does not hold */
  readonly check: (bench: Bench, parts: Parts) => Promise<void> | void;
}
