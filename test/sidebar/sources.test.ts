import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const sidebarDir = join(import.meta.dirname, '../../sidebar');
const sources = readdirSync(sidebarDir, {recursive: true, withFileTypes: true})
  .filter((entry) => entry.isFile() && /\.(tsx?|css|html)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

/** Each makes markup or code of text. */
const forbidden =
  /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|createContextualFragment|DOMParser|srcdoc|\beval\b|new Function|localStorage|sessionStorage|document\.cookie/;

test('the sidebar writes text as text, and keeps nothing in the browser', () => {
  expect(sources.length).toBeGreaterThan(30);
  expect(sources.filter((path) => forbidden.test(readFileSync(path, 'utf8')))).toEqual([]);
});

test('every link of the sidebar is drawn by the one part that checks its address', () => {
  const withLinks = sources.filter((path) => /<a\b/.test(readFileSync(path, 'utf8')));
  expect(withLinks.map((path) => path.slice(sidebarDir.length + 1))).toEqual(['parts/stripe-link.tsx']);
});
