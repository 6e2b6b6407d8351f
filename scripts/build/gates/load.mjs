import vm from 'node:vm';
import {googleServices} from '../google-services.mjs';

/**
 * Google evaluates the whole file before every custom function and every menu, and in onOpen of a spreadsheet that has
 * not enabled the add-on a forbidden call at that moment takes the menu away
 * (https://developers.google.com/workspace/add-ons/concepts/editor-auth-lifecycle). So loading touches no service.
 * @param {string} code
 * @returns {readonly string[]}
 */
export function loadProblems(code) {
  /** @type {string[]} */
  const touched = [];
  const context = vm.createContext(
    Object.fromEntries(
      [...Object.keys(googleServices), 'console'].map((name) => [name, trap(name, touched)]),
    ),
  );
  try {
    vm.runInContext(code, context, {filename: 'Code.js', timeout: 10_000});
  } catch (error) {
    if (touched.length === 0) {
      return [
        `Cannot load the bundle: ${error}. Top-level code may build values only; move the rest into a function.`,
      ];
    }
  }
  return touched.map(
    (what) =>
      `Cannot load the bundle: its top level touches ${what}. It would run before every custom function and can break the menu; call it inside a function.`,
  );
}

/**
 * @param {string} name
 * @param {string[]} touched
 */
function trap(name, touched) {
  /** @param {string} what */
  const refuse = (what) => {
    touched.push(what);
    throw new Error(`${what} was touched while loading`);
  };
  return new Proxy(function service() {}, {
    get: (_target, property) => refuse(`${name}.${String(property)}`),
    set: (_target, property) => refuse(`${name}.${String(property)}`),
    has: (_target, property) => refuse(`${name}.${String(property)}`),
    apply: () => refuse(name),
    construct: () => refuse(name),
  });
}
