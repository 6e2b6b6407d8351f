import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {
  buildSidebar,
  inlinePage,
  namesOfPage,
  refuseTooLarge,
  sidebarBytesMax,
} from '../../scripts/build/sidebar-page.mjs';

const projectDir = join(import.meta.dirname, '../..');
const {page} = await buildSidebar(projectDir);
const policy = /content="(default-src[^"]*)"/.exec(page)?.[1] ?? '';
const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('dist/Sidebar.html', () => {
  test('asks for nothing beside itself', () => {
    expect(page).not.toMatch(/\s(src|href)=/);
    expect(policy).toContain("default-src 'none'");
  });

  test.each(['script', 'style'])('lets its own %s in by its hash, and no other', (tag) => {
    const [, content] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page) ?? [];
    expect(content).toBeTruthy();
    expect(policy).toContain(`${tag}-src ${sha256(content ?? '')};`);
    expect(policy).not.toContain('unsafe');
  });

  test('carries the notice of the library in it', () => {
    expect(page).toContain('Contains preact 11.2.0: The MIT License');
  });

  test('fits its budget, and a page above it is refused', () => {
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(sidebarBytesMax);
    expect(() => refuseTooLarge('x'.repeat(sidebarBytesMax + 1))).toThrow(
      'Cannot ship Sidebar.html with 150001 bytes: the limit is 150000.',
    );
  });
});

test('names that are shortened in the page are none of what the script sends', () => {
  const contracts = readdirSync(join(projectDir, 'src/core')).filter((name) =>
    /contract\.ts$|^failure\.ts$/.test(name),
  );
  const text = contracts.map((name) => readFileSync(join(projectDir, 'src/core', name), 'utf8')).join('\n');
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const declared = new Set([...code.matchAll(/(\w+)\??[:(]/g)].map(([, name]) => name));
  expect(contracts.length).toBeGreaterThan(5);
  expect(declared).toContain('invoiceIds');
  expect(namesOfPage.filter((name) => declared.has(name))).toEqual([]);
});

test('inlinePage() refuses a template without a place for each part', () => {
  expect(() => inlinePage({template: '<!-- policy --><!-- style -->', script: '', style: ''})).toThrow(
    'Cannot build the sidebar: sidebar/index.html must hold <!-- script --> exactly once.',
  );
});

test('inlinePage() takes a script as it is, dollar signs and all', () => {
  const template = '<!-- policy --><!-- style --><!-- script -->';
  expect(inlinePage({template, script: "a='$&$1'", style: ''})).toContain("<script>a='$&$1'</script>");
});
