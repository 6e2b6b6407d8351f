/** What a sidebar or a dialog and the page around it say to each other by postMessage, each from its own origin. */

/** What came of a call of google.script.run. */
export type CallOutcome =
  | {
      readonly ok: true;
      /** JSON */
      readonly valueText: string;
    }
  | {readonly ok: false; readonly message: string};

export type FromFrame =
  | {
      readonly kind: 'call';
      /** Counts from 1 in each frame. */
      readonly call: number;
      readonly functionName: string;
      /** A JSON array. */
      readonly argsText: string;
    }
  | {readonly kind: 'close'}
  | {readonly kind: 'focus-editor'}
  | {readonly kind: 'size'; readonly widthPx: number | null; readonly heightPx: number | null};

export interface ToFrame {
  readonly kind: 'call-ended';
  readonly call: number;
  readonly outcome: CallOutcome;
}
