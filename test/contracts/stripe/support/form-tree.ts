/** A request's parameters as a tree, read without the sandbox's own reader. */

/** A value, or values by what stands in the brackets. */
export type FormTree = string | {readonly [name: string]: FormTree};
type Growing = string | {[name: string]: Growing};

/** @param text a query string or a form body */
export function formTree(text: string): {readonly [name: string]: FormTree} {
  const root: {[name: string]: Growing} = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const steps = name
      .split(/\[|\]\[|\]$/)
      .filter((step, index, all) => index < all.length - 1 || step !== '' || !name.endsWith(']'));
    let node = root;
    steps.forEach((step, index) => {
      const key = step === '' ? String(Object.keys(node).length) : step;
      if (index === steps.length - 1) {
        node[key] = value;
        return;
      }
      const next = node[key];
      const child = typeof next === 'object' ? next : {};
      node[key] = child;
      node = child;
    });
  }
  return root;
}
