import globals from 'globals';
import {googleServices} from '../google-services.mjs';

/** What Apps Script's V8 brings: the language of ES2020 and `console`. */
const present = new Set([
  ...Object.keys(globals.es2020),
  ...Object.keys(googleServices),
  'console',
  'arguments',
]);

/** @type {Readonly<Record<string, string>>} */
const insteadOf = {
  AbortController: 'a deadline that is handed down and checked between steps',
  Blob: 'Utilities.newBlob in an adapter',
  Buffer: 'Utilities.base64Encode and Utilities.newBlob in an adapter',
  TextDecoder: 'Utilities.newBlob(bytes).getDataAsString() in an adapter',
  TextEncoder: 'Utilities.newBlob(text).getBytes() in an adapter',
  URL: 'encodeURIComponent and plain text: the add-on knows one host',
  URLSearchParams: "the request encoding of src/core/stripe, which equals the official SDK's",
  XMLHttpRequest: 'the Http port, which UrlFetchApp answers',
  atob: 'Utilities.base64Decode in an adapter',
  btoa: 'Utilities.base64Encode in an adapter',
  clearInterval: 'the Clock port: Apps Script has no timers',
  clearTimeout: 'the Clock port: Apps Script has no timers',
  crypto: 'Utilities.computeDigest and Utilities.getUuid in an adapter',
  document: 'the sidebar, which is a program of its own',
  exports: 'an import',
  fetch: 'the Http port, which UrlFetchApp answers',
  global: 'an argument',
  localStorage: 'the Properties port',
  module: 'an import',
  navigator: 'the sidebar, which is a program of its own',
  performance: 'the Clock port',
  process: 'settings or script properties',
  queueMicrotask: 'a plain call: every service of Apps Script blocks',
  require: 'an import, which esbuild bundles',
  self: 'an argument',
  setImmediate: 'a plain call: every service of Apps Script blocks',
  setInterval: 'a time-driven trigger',
  setTimeout: "the Clock port's sleep",
  structuredClone: 'a plain copy of the data',
  window: 'the sidebar, which is a program of its own',
};

/**
 * Names in a package that no call of ours reaches. A test checks that each is still there.
 * @type {readonly {readonly name: string, readonly inPackage: string, readonly because: string}[]}
 */
export const unreachable = [
  {
    name: 'crypto',
    inPackage: 'decimal.js',
    because: 'Decimal.random asks for it when `crypto: true` is configured, and tests for it first',
  },
];

/**
 * A name that Apps Script lacks is a ReferenceError on the day its line runs.
 * @param {readonly import('./free-names.mjs').FreeName[]} names
 * @param {readonly string[]} ofOtherFiles names that another script file of the add-on brings
 * @returns {readonly string[]}
 */
export function missingGlobals(names, ofOtherFiles) {
  return names
    .filter(({name, isOnlyTested}) => !present.has(name) && !ofOtherFiles.includes(name) && !isOnlyTested)
    .filter(
      ({name, at}) => !unreachable.some((one) => one.name === name && at.includes(`/${one.inPackage}/`)),
    )
    .map(({name, at}) => {
      const instead = insteadOf[name];
      return instead === undefined
        ? `Cannot use "${name}" at ${at}: Apps Script does not have it, or the add-on has not taken it up. A Google service goes into scripts/build/google-services.mjs with its scopes.`
        : `Cannot use "${name}" at ${at}: Apps Script does not have it. Use ${instead}.`;
    });
}
