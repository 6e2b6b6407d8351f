/**
 * What the build makes, and the source without which it cannot.
 * @type {readonly {readonly outfile: string, readonly entry: string}[]}
 */
export const outputFiles = [
  {outfile: 'dist/Code.js', entry: 'src/apps-script/globals/custom-functions.ts'},
  {outfile: 'dist/Invoices.js', entry: 'src/apps-script/globals/invoice-api.ts'},
  {outfile: 'dist/appsscript.json', entry: 'appsscript.json'},
  {outfile: 'dist/Sidebar.html', entry: 'sidebar/main.tsx'},
  {outfile: '.build/code-map.json', entry: 'src/apps-script/globals/custom-functions.ts'},
  {outfile: '.build/univer.cjs', entry: 'workbench/spreadsheet/univer.ts'},
  {outfile: '.build/google-services.js', entry: 'workbench/apps-script/context/main.ts'},
  {outfile: '.build/script-worker.cjs', entry: 'workbench/apps-script/worker.ts'},
  {outfile: '.build/page.js', entry: 'workbench/page/client/main.ts'},
  {outfile: '.build/page.css', entry: 'workbench/page/client/page.css'},
  {outfile: '.build/google-script.js', entry: 'workbench/page/client/google-script.ts'},
  {outfile: '.build/workbench.cjs', entry: 'workbench/cli.ts'},
];
