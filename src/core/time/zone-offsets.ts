import {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';

/**
 * How far the clocks of a zone are from UTC, as the runtime's time zone data says.
 *
 * This relies on `Intl.DateTimeFormat` with a `timeZone`. Apps Script's V8 is standards compliant, its locale formatting
 * included (https://developers.google.com/apps-script/guides/v8-runtime/migration), and Temporal libraries that take
 * every offset from Intl work there (https://ramblings.mcpher.com/apps-script/temporal-javascript/). As no page of
 * Google's promises zones in so many words, the first use of each zone proves them on known instants, or stops.
 */
interface ZoneOffsets {
  readonly wallClock: Intl.DateTimeFormat;
  readonly blocks: Map<number, OffsetBlock>;
}

/** The offsets of one block of time, in which a zone changes its clocks at most once. */
interface OffsetBlock {
  readonly firstS: number;
  /** First second of the second offset; the end of the block when nothing changes. */
  readonly changesAtUnixS: number;
  readonly lastS: number;
}

// Looking at both ends of four days finds every change of clocks in them: from 1970 to 2100 the closest two changes of
// any zone are a week apart (Recife in October 2000, Gaza in October 2040; tzdata 2025c, all 418 zones).
const blockS = 4 * 86_400;

/** A book has one zone and a spreadsheet another; more means a host that runs many books, which starts afresh. */
const zonesRememberedMax = 16;

const remembered = new Map<string, ZoneOffsets>();

/**
 * Seconds to add to UTC for the wall clock of a zone: −14,400 in New York in summer.
 *
 * @throws AddonError ARGUMENT_INVALID for a zone the runtime does not know
 */
export function offsetS(unixS: number, timeZone: string): number {
  const zone = remembered.get(timeZone) ?? remember(timeZone);
  const {firstS, changesAtUnixS, lastS} = blockAt(zone, Math.floor(unixS / blockS));
  return unixS < changesAtUnixS ? firstS : lastS;
}

function blockAt({wallClock, blocks}: ZoneOffsets, index: number): OffsetBlock {
  const found = blocks.get(index);
  if (found !== undefined) return found;

  const start = index * blockS;
  const end = start + blockS;
  const readAt = (unixS: number): number => readOffsetS(wallClock, unixS);
  const firstS = blocks.get(index - 1)?.lastS ?? readAt(start - 1);
  const lastS = readAt(end - 1);
  const block = {
    firstS,
    changesAtUnixS: firstS === lastS ? end : changeBetween(start - 1, end - 1, readAt),
    lastS,
  };
  blocks.set(index, block);
  return block;
}

/** First second of the new offset, where there is one change after `fromUnixS` and up to `toUnixS`. */
function changeBetween(fromUnixS: number, toUnixS: number, offsetAt: (unixS: number) => number): number {
  const before = offsetAt(fromUnixS);
  let low = fromUnixS;
  let high = toUnixS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function remember(timeZone: string): ZoneOffsets {
  const zone = {wallClock: wallClockOf(timeZone), blocks: new Map<number, OffsetBlock>()};
  assertInvariant(zonesAreHonoured(), 'the runtime keeps the clocks of New York and Kolkata apart');
  if (remembered.size >= zonesRememberedMax) remembered.clear();
  remembered.set(timeZone, zone);
  return zone;
}

// Two zones, because a runtime that ignores the option may itself sit in one of them; at midnight, which some engines
// wrote as 24:00 of the wrong day.
function zonesAreHonoured(): boolean {
  const newYork = wallClockOf('America/New_York');
  const winterMidnightS = Date.UTC(2026, 0, 1, 5) / 1000;
  const summerMidnightS = Date.UTC(2026, 6, 1, 4) / 1000;
  return (
    readOffsetS(newYork, winterMidnightS) === -18_000 &&
    readOffsetS(newYork, summerMidnightS) === -14_400 &&
    readOffsetS(wallClockOf('Asia/Kolkata'), summerMidnightS) === 19_800
  );
}

function wallClockOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot tell the local day: “${timeZone.slice(0, 60)}” is not a time zone known here.`,
      nextStep:
        'Choose a zone such as America/New_York in the settings, or under File > Settings of the spreadsheet.',
      cause,
    });
  }
}

function readOffsetS(wallClock: Intl.DateTimeFormat, unixS: number): number {
  // `7/1/2026, 00:00:00`. formatToParts() names the fields, at four times the cost; the proof above covers their order.
  const fields = wallClock.format(unixS * 1000).match(/\d+/g) ?? [];
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = fields.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - unixS;
}
