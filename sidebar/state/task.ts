import type {ShownFailure} from '../google-failure.ts';

/** Something that was asked of the script, as far as it has come. */
export type Task =
  | {readonly kind: 'idle'}
  | {readonly kind: 'working'}
  | {readonly kind: 'told'; readonly message: string}
  | {readonly kind: 'failed'; readonly failure: ShownFailure};

export const idle: Task = {kind: 'idle'};
export const working: Task = {kind: 'working'};
