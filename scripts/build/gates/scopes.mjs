import {googleServices, scopeUrl} from '../google-services.mjs';

/**
 * Holds what the script calls and what the manifest asks people to grant to each other, both ways.
 * @param {readonly import('./free-names.mjs').FreeName[]} names
 * @param {readonly string[]} granted the manifest's oauthScopes
 * @returns {readonly string[]}
 */
export function scopeProblems(names, granted) {
  const needed = neededScopes(names);
  const missing = [...needed]
    .filter(([scope]) => !granted.includes(scope))
    .map(
      ([scope, user]) =>
        `Cannot call ${user}: it needs the scope ${scope}, which appsscript.json does not ask for. Add the scope and say why in README.md, or do without the call.`,
    );
  const idle = granted
    .filter((scope) => !needed.has(scope))
    .map(
      (scope) =>
        `Cannot ask for the scope ${scope}: nothing in the script needs it. Take it off appsscript.json.`,
    );
  return [...missing, ...idle];
}

/**
 * @param {readonly import('./free-names.mjs').FreeName[]} names
 * @returns {ReadonlyMap<string, string>} each scope with the first call that needs it and where that stands
 */
function neededScopes(names) {
  /** @type {Map<string, string>} */
  const needed = new Map();
  for (const {name, member, at, isOnlyTested} of names) {
    const service = googleServices[name];
    if (service === undefined || isOnlyTested) continue;
    const scopes = (member === null ? undefined : service.methods[member]) ?? service.scopes;
    for (const scope of scopes.map(scopeUrl)) {
      if (!needed.has(scope)) needed.set(scope, `${name}${member === null ? '' : `.${member}`} at ${at}`);
    }
  }
  return needed;
}
