const title = 'Billing Ops';

export type MenuEntry = {readonly label: string; readonly functionName: string} | 'separator';

export function addMenu(entries: readonly MenuEntry[]): void {
  const menu = SpreadsheetApp.getUi().createMenu(title);
  for (const entry of entries) {
    if (entry === 'separator') menu.addSeparator();
    else menu.addItem(entry.label, entry.functionName);
  }
  menu.addToUi();
}

/** `Sidebar` is the file dist/Sidebar.html. What it is to open with stands at its body, as `data-opens`. */
export function showSidebar(opens: 'reverse-batch' | null = null): void {
  const page = HtmlService.createHtmlOutputFromFile('Sidebar').setTitle('Billing Ops');
  if (opens !== null) page.setContent(page.getContent().replace('<body>', `<body data-opens="${opens}">`));
  SpreadsheetApp.getUi().showSidebar(page);
}

export function toast(message: string): void {
  SpreadsheetApp.getActiveSpreadsheet().toast(message, title);
}

export function say(message: string): void {
  const ui = SpreadsheetApp.getUi();
  ui.alert(title, message, ui.ButtonSet.OK);
}

export function confirm(question: string): boolean {
  const ui = SpreadsheetApp.getUi();
  return ui.alert(title, question, ui.ButtonSet.YES_NO) === ui.Button.YES;
}

/** Null when the person cancels. */
export function askForText(question: string): string | null {
  const ui = SpreadsheetApp.getUi();
  const answer = ui.prompt(title, question, ui.ButtonSet.OK_CANCEL);
  return answer.getSelectedButton() === ui.Button.OK ? answer.getResponseText() : null;
}
