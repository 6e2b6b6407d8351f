/**
 * What Google gives the page to call the script with. Each of the script's functions is also a method of it.
 * https://developers.google.com/apps-script/guides/html/reference/run
 */
export interface ScriptRun {
  withSuccessHandler(handler: (reply: unknown) => void): ScriptRun;
  withFailureHandler(handler: (fault: unknown) => void): ScriptRun;
}

/** Null outside a spreadsheet, where nobody answers. */
export function scriptRun(page: object): ScriptRun | null {
  const google: unknown = Reflect.get(page, 'google');
  const script: unknown = isObject(google) ? Reflect.get(google, 'script') : null;
  const run: unknown = isObject(script) ? Reflect.get(script, 'run') : null;
  return isScriptRun(run) ? run : null;
}

/** Calls a function of the script by its name; false where the script has none of this name. */
export function callScript(run: ScriptRun, name: string, args: readonly unknown[]): boolean {
  const method: unknown = Reflect.get(run, name);
  if (typeof method !== 'function') return false;
  Reflect.apply(method, run, args);
  return true;
}

function isScriptRun(value: unknown): value is ScriptRun {
  return isObject(value) && typeof Reflect.get(value, 'withSuccessHandler') === 'function';
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
