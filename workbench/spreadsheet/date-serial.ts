/** Days since 30 December 1899, Google's first, to the Unix epoch. */
const epochSerial = 25_569;
const dayMs = 86_400_000;
/** Zones changed their offset on quarters of an hour only since 1972; one answer of Intl serves that long. */
const offsetSpanMs = 900_000;
const spansPerWeek = (7 * dayMs) / offsetSpanMs;
const offsetsKeptMax = 50_000;

export interface DateSerials {
  /** The cell number that shows this instant in the spreadsheet's zone. */
  fromUnixMs(unixMs: number): number;
  /** The instant that a cell number shows. A time that a clock change skips becomes the same time after it. */
  toUnixMs(serial: number): number;
}

/**
 * Cell numbers and instants in one time zone, as SpreadsheetApp converts them: a date is midnight of the spreadsheet.
 *
 * @throws Error when the zone is not an IANA name.
 */
export function createDateSerials(timeZone: string): DateSerials {
  const offsetMsAt = createOffsets(timeZone);
  return {
    fromUnixMs: (unixMs) => (unixMs + offsetMsAt(unixMs)) / dayMs + epochSerial,
    toUnixMs: (serial) => {
      const wallMs = Math.round((serial - epochSerial) * dayMs);
      const firstGuessMs = wallMs - offsetMsAt(wallMs);
      const secondGuessMs = wallMs - offsetMsAt(firstGuessMs);
      if (secondGuessMs === firstGuessMs) return firstGuessMs;
      // The two differ around a clock change; the earlier offset holds where the wall time is skipped.
      return secondGuessMs + offsetMsAt(secondGuessMs) === wallMs
        ? secondGuessMs
        : Math.max(firstGuessMs, secondGuessMs);
    },
  };
}

function createOffsets(timeZone: string): (unixMs: number) => number {
  const format = createFormat(timeZone);
  const kept = new Map<number, number>();
  const offsetMsOf = (span: number): number => {
    const known = kept.get(span);
    if (known !== undefined) return known;
    const offsetMs = readOffsetMs(format, span * offsetSpanMs);
    if (kept.size >= offsetsKeptMax) kept.clear();
    kept.set(span, offsetMs);
    return offsetMs;
  };
  return (unixMs) => {
    const span = Math.floor(unixMs / offsetSpanMs);
    const weekStart = Math.floor(span / spansPerWeek) * spansPerWeek;
    const offsetMs = offsetMsOf(weekStart);
    // No zone changes its offset and changes it back within a week.
    return offsetMs === offsetMsOf(weekStart + spansPerWeek) ? offsetMs : offsetMsOf(span);
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
  } catch (error) {
    throw new Error(
      `Cannot use time zone ${timeZone}: it is not an IANA name. Use one such as Europe/Berlin.`,
      {cause: error},
    );
  }
}

function readOffsetMs(format: Intl.DateTimeFormat, unixMs: number): number {
  const parts = new Map(format.formatToParts(unixMs).map((part) => [part.type, part.value]));
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const year = parts.get('era')?.startsWith('B') ? 1 - number('year') : number('year');
  const wall = new Date(0);
  wall.setUTCFullYear(year, number('month') - 1, number('day'));
  wall.setUTCHours(number('hour'), number('minute'), number('second'));
  return wall.getTime() - unixMs;
}
