export interface ShownCell {
  /** As the cell shows it. */
  readonly text: string;
  readonly isNumber: boolean;
}

/** One tab as the page shows it. */
export interface ShownTab {
  readonly title: string;
  readonly rows: readonly (readonly ShownCell[])[];
}

export interface TabsPage {
  readonly titles: readonly string[];
  /** Null when the spreadsheet has no such tab. */
  readonly shown: ShownTab | null;
  /** What the last refresh says of itself. */
  readonly summary: string;
}

const style = `
:root { color-scheme: light; --line: #e0e3e7; --ink: #1f2328; --quiet: #5f6b7a; --accent: #0b57d0; }
* { box-sizing: border-box; }
body { margin: 0; font: 13px/1.45 system-ui, 'Segoe UI', Roboto, sans-serif; color: var(--ink); background: #f8f9fa; }
header { position: sticky; top: 0; z-index: 2; padding: 12px 20px 0; background: #fff; border-bottom: 1px solid var(--line); }
h1 { margin: 0 0 2px; font-size: 16px; font-weight: 600; }
p { margin: 0 0 10px; color: var(--quiet); }
nav { display: flex; gap: 4px; }
nav a { padding: 6px 14px; border-radius: 6px 6px 0 0; color: var(--quiet); text-decoration: none; }
nav a[aria-current] { color: var(--accent); background: #e8f0fe; font-weight: 600; }
main { padding: 16px 20px 40px; overflow-x: auto; }
table { border-collapse: collapse; background: #fff; }
td { padding: 4px 10px; border: 1px solid var(--line); white-space: nowrap; max-width: 340px; overflow: hidden; text-overflow: ellipsis; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.strong td { font-weight: 600; background: #f1f3f4; }
td:empty { border-color: #f1f3f4; }
`;

/** The spreadsheet as a plain page: every text from outside is escaped, no script runs, nothing is loaded. */
export function tabsPage({titles, shown, summary}: TabsPage): string {
  const links = titles.map((title) => {
    const current = title === shown?.title ? ' aria-current="page"' : '';
    return `<a href="/plain?tab=${encodeURIComponent(title)}"${current}>${escaped(title)}</a>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(shown?.title ?? 'Not found')} · Billing Ops workbench</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Billing Ops for Sheets · workbench</h1>
<p>${escaped(summary)}</p>
<nav aria-label="Tabs">${links.join('')}</nav>
</header>
<main>${shown === null ? '<p>The spreadsheet has no such tab. Choose one above.</p>' : tableOf(shown)}</main>
</body>
</html>
`;
}

function tableOf({rows, title}: ShownTab): string {
  const lines = rows.map((row) => {
    const cells = row.map(
      ({text, isNumber}) => `<td${isNumber ? ' class="number"' : ''}>${escaped(text)}</td>`,
    );
    return `<tr${isEmphasised(row) ? ' class="strong"' : ''}>${cells.join('')}</tr>`;
  });
  return `<table aria-label="${escaped(title)}"><tbody>${lines.join('\n')}</tbody></table>`;
}

/** Headers and totals, by what stands in their first cell. */
function isEmphasised([first]: readonly ShownCell[]): boolean {
  return ['Customer ID', 'Invoice ID', 'TOTAL'].includes(first?.text ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
