import vm from 'node:vm';
import {googleServices} from '../google-services.mjs';

/**
 * Google evaluates every script file before every custom function and every menu, and in onOpen of a spreadsheet that has
 * not enabled the add-on a forbidden call at that moment takes the menu away
 * (https://developers.google.com/workspace/add-ons/concepts/editor-auth-lifecycle). So loading touches no service. Nor
 * does it touch another file, because the order is not ours to choose. The same holds of a late file's modules when its first
 * call evaluates them, except that all files are there by then.
 * @param {readonly LoadedFile[]} files
 * @returns {readonly string[]}
 *
 * @typedef {object} LoadedFile
 * @property {string} name
 * @property {string} code
 * @property {string} globalName
 * @property {boolean} isLate
 */
export function loadProblems(files) {
  const atLoad = files.flatMap(({name, code}) => {
    const others = files.filter((file) => file.name !== name).map(({globalName}) => globalName);
    return problemsOf(name, others, (context) => load(context, {name, code}));
  });
  if (atLoad.length > 0) return atLoad;
  return files
    .filter(({isLate}) => isLate)
    .flatMap(({name, globalName}) =>
      problemsOf(name, [], (context) => {
        for (const file of files) load(context, file);
        load(context, {name: 'first call', code: `${globalName}()`});
      }),
    );
}

/**
 * @param {string} name
 * @param {readonly string[]} others what other files hold
 * @param {(context: vm.Context) => void} evaluate
 * @returns {readonly string[]}
 */
function problemsOf(name, others, evaluate) {
  /** @type {string[]} */
  const touched = [];
  const context = vm.createContext(
    Object.fromEntries(
      [...Object.keys(googleServices), 'console', ...others].map((one) => [one, trap(one, touched)]),
    ),
  );
  try {
    evaluate(context);
  } catch (error) {
    if (touched.length === 0) {
      return [
        `Cannot load ${name}: ${error}. Top-level code may build values only; move the rest into a function.`,
      ];
    }
  }
  return touched.map((what) =>
    others.includes(what.split('.')[0] ?? '')
      ? `Cannot load ${name}: its top level touches ${what} of another script file. Google evaluates them in an order of its own; reach for it inside a function.`
      : `Cannot load ${name}: its top level touches ${what}. It would run before every custom function and can break the menu; call it inside a function.`,
  );
}

/**
 * @param {vm.Context} context
 * @param {{name: string, code: string}} file
 */
const load = (context, {name, code}) => vm.runInContext(code, context, {filename: name, timeout: 10_000});

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
