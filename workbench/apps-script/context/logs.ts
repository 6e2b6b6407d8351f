import {formatString, toLogText} from './format-string.ts';
import {onlyKnown} from './only-known.ts';

type WriteLine = (level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR', message: string) => void;

/** `console` as Apps Script has it. https://developers.google.com/apps-script/guides/logging */
export function createConsole(write: WriteLine, nowUnixMs: () => number): Console {
  const timers = new Map<string, number>();
  return onlyKnown<Console>('console', {
    error: (...values: unknown[]) => write('ERROR', lineOf(values)),
    info: (...values: unknown[]) => write('INFO', lineOf(values)),
    log: (...values: unknown[]) => write('DEBUG', lineOf(values)),
    warn: (...values: unknown[]) => write('WARNING', lineOf(values)),
    time(label) {
      timers.set(label, nowUnixMs());
    },
    timeEnd(label) {
      write('DEBUG', `${label}: ${nowUnixMs() - (timers.get(label) ?? nowUnixMs())}ms`);
    },
  });
}

/** https://developers.google.com/apps-script/reference/base/logger */
export function createLogger(
  write: WriteLine,
): Pick<GoogleAppsScript.Base.Logger, 'clear' | 'getLog' | 'log'> {
  let lines: string[] = [];
  const logger: GoogleAppsScript.Base.Logger = onlyKnown('Logger', {
    clear() {
      lines = [];
    },
    getLog: () => lines.map((line) => `${line}\n`).join(''),
    log(...values: unknown[]) {
      const line = lineOf(values);
      lines.push(line);
      write('INFO', line);
      return logger;
    },
  });
  return logger;
}

function lineOf(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map(toLogText).join(' ');
  const taken = (first.match(/%[sdifjxoe]/g) ?? []).length;
  return [formatKnown(first, rest.slice(0, taken)), ...rest.slice(taken).map(toLogText)].join(' ');
}

/** A log line may hold any percent sign, so only whole directives with a value count. */
function formatKnown(template: string, values: readonly unknown[]): string {
  let next = 0;
  return template.replace(/%[sdifjxoe]/g, (directive) => {
    if (next >= values.length) return directive;
    next += 1;
    return formatString(directive, [values[next - 1]]);
  });
}
