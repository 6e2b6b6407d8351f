import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {buildSidebar, inlinePage} from '../../scripts/build/sidebar-page.mjs';

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

  test('says where the refresh is, in the words of the menu', () => {
    const menu = readFileSync(join(projectDir, 'src/apps-script/globals/menu.ts'), 'utf8');
    expect(menu).toContain("'Refresh receivables'");
    expect(page).toContain('→ Refresh receivables');
  });
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
