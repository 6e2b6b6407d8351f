import {googleException} from './google-exception.ts';

/** A moment as a wall clock and calendar of one zone show it. */
interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes east of Greenwich. */
  readonly offsetMinutes: number;
  readonly zoneName: string;
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A quoted piece, two quotes, a run of one letter, or any other character. */
const piece = /'(?:[^']|'')+'|''|([A-Za-z])\1*|[\s\S]/g;

/**
 * A moment as text after a pattern of Java's SimpleDateFormat, in English.
 * https://docs.oracle.com/javase/8/docs/api/java/text/SimpleDateFormat.html
 */
export function formatDate(unixMs: number, timeZone: string, pattern: string): string {
  const time = wallTime(unixMs, timeZone);
  return pattern.replace(piece, (text: string, letter: string | undefined) => {
    if (text === "''") return "'";
    if (text.startsWith("'")) return text.slice(1, -1).replace(/''/g, "'");
    return letter === undefined ? text : field(time, letter, text.length);
  });
}

function field(time: WallTime, letter: string, length: number): string {
  const number = (value: number): string => String(value).padStart(length, '0');
  switch (letter) {
    case 'G':
      return time.year > 0 ? 'AD' : 'BC';
    case 'y':
      return length === 2 ? String(time.year % 100).padStart(2, '0') : number(time.year);
    case 'M':
    case 'L':
      return length < 3 ? number(time.month) : name(months[time.month - 1], length);
    case 'd':
      return number(time.day);
    case 'D':
      return number(dayNumber(time.year, time.month, time.day) - dayNumber(time.year, 1, 1) + 1);
    case 'E':
      return name(weekdays[weekday(time)], length);
    case 'u':
      return number(weekday(time) || 7);
    case 'a':
      return time.hour < 12 ? 'AM' : 'PM';
    case 'H':
      return number(time.hour);
    case 'k':
      return number(time.hour || 24);
    case 'K':
      return number(time.hour % 12);
    case 'h':
      return number(time.hour % 12 || 12);
    case 'm':
      return number(time.minute);
    case 's':
      return number(time.second);
    case 'S':
      return number(time.millisecond);
    case 'z':
      return time.zoneName;
    case 'Z':
      return offset(time.offsetMinutes, '');
    case 'X':
      return isoOffset(time.offsetMinutes, length);
    default:
      throw googleException(
        `Utilities.formatDate: the letter "${letter}" is not in the workbench yet. Quote it if it is text.`,
      );
  }
}

function name(full: string | undefined, length: number): string {
  return length > 3 ? (full ?? '') : (full ?? '').slice(0, 3);
}

function isoOffset(minutes: number, length: number): string {
  if (minutes === 0) return 'Z';
  return length === 1 ? offset(minutes, '').slice(0, 3) : offset(minutes, length === 3 ? ':' : '');
}

function offset(minutes: number, separator: string): string {
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}${separator}${String(size % 60).padStart(2, '0')}`;
}

function weekday(time: WallTime): number {
  return (((dayNumber(time.year, time.month, time.day) + 4) % 7) + 7) % 7;
}

/** Days since 1970-01-01. */
function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

function wallTime(unixMs: number, timeZone: string): WallTime {
  const fixed = /^(?:GMT|UTC)([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(timeZone);
  const minutes = fixed === null ? 0 : Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
  const shiftMinutes = fixed?.[1] === '-' ? -minutes : minutes;
  const parts = zoneParts(unixMs + shiftMinutes * 60_000, fixed === null ? timeZone : 'UTC');
  const number = (type: string): number => Number(parts.get(type));
  const wallUnixMs = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  const wholeSecondUnixMs = Math.floor(unixMs / 1000) * 1000;
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
    millisecond: unixMs - wholeSecondUnixMs,
    offsetMinutes: Math.round((wallUnixMs - wholeSecondUnixMs) / 60_000),
    zoneName: fixed === null ? (parts.get('timeZoneName') ?? '') : timeZone,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function zoneParts(unixMs: number, timeZone: string): ReadonlyMap<string, string> {
  const format = formats.get(timeZone) ?? createFormat(timeZone);
  formats.set(timeZone, format);
  return new Map(format.formatToParts(unixMs).map(({type, value}) => [type, value]));
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  const options = {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    timeZoneName: 'short',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', options);
  } catch {
    // Google counts an unknown zone as GMT without a word, which would show wrong days: here it is said.
    throw googleException(
      `Utilities.formatDate: "${timeZone}" is no time zone. Google would silently use GMT. Use an IANA name.`,
    );
  }
}
