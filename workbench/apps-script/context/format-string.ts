import {googleException} from './google-exception.ts';

const directive = /%(%|([-0+ ]*)(\d*)(?:\.(\d+))?([a-zA-Z]))/g;

/**
 * Text after a template in the manner of printf: `%s %d %i %f %x %o %e %j` with flags, width and precision.
 * https://developers.google.com/apps-script/reference/utilities/utilities#formatString
 */
export function formatString(template: string, args: readonly unknown[]): string {
  let next = 0;
  return template.replace(
    directive,
    (whole, kind: string, flags: string, width: string, precision: string, letter) => {
      if (kind === '%') return '%';
      const text = convert(args[next], {
        whole,
        letter,
        precision: precision === undefined ? null : Number(precision),
      });
      next += 1;
      return pad(text, flags, Number(width));
    },
  );
}

/** The text of a value as logs show it. */
export function toLogText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A cycle has no JSON; a log line must not stop a script.
    return String(value);
  }
}

function convert(
  value: unknown,
  as: {readonly whole: string; readonly letter: string; readonly precision: number | null},
): string {
  switch (as.letter) {
    case 's':
      return as.precision === null ? toLogText(value) : toLogText(value).slice(0, as.precision);
    case 'd':
    case 'i':
      return String(Math.trunc(Number(value)));
    case 'f':
      return Number(value).toFixed(as.precision ?? 6);
    case 'e':
      return Number(value).toExponential(as.precision ?? 6);
    case 'x':
      return Math.trunc(Number(value)).toString(16);
    case 'o':
      return Math.trunc(Number(value)).toString(8);
    case 'j':
      return JSON.stringify(value);
    default:
      throw googleException(
        `Utilities.formatString: "${as.whole}" is not in the workbench yet. Use %s, %d or %f.`,
      );
  }
}

function pad(text: string, flags: string, width: number): string {
  const signed = /[+ ]/.test(flags) && /^\d/.test(text) ? (flags.includes('+') ? '+' : ' ') + text : text;
  if (flags.includes('-')) return signed.padEnd(width);
  if (!flags.includes('0') || !/^[-+]?\d/.test(signed)) return signed.padStart(width);
  const sign = /^[-+]/.test(signed) ? signed.charAt(0) : '';
  return sign + signed.slice(sign.length).padStart(width - sign.length, '0');
}
