/** Long enough for a burst of typing to be few saves, short enough that little is lost when the process is killed. */
const waitMs = 1_000;

/** Keeps what changes, without a save for each change. */
export interface Saving {
  /** Saves within a second. */
  soon(): void;
  /** Saves at once and never again. */
  now(): void;
}

export function createSaving(save: () => void, tell: (sentence: string) => void): Saving {
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  return {
    soon: () => {
      if (isOver || timer !== null) return;
      timer = setTimeout(() => {
        timer = null;
        try {
          save();
        } catch (fault) {
          // The page goes on: the person decides what to do about a full disk.
          tell(`Cannot keep the spreadsheet for the next start: ${String(fault)}`);
        }
      }, waitMs);
    },
    now: () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
      save();
    },
  };
}
