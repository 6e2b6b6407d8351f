/** Tells where the add-on is worked from; the receivables themselves live in the tabs. */
function sayWhereToRefresh(page: Document): void {
  const paragraph = page.getElementById('where-to-refresh');
  if (paragraph === null)
    throw new Error('Cannot fill the sidebar: #where-to-refresh is missing in index.html.');
  paragraph.textContent =
    'To bring the AR Aging and Receivables tabs up to date, open Extensions → Billing Ops for Sheets → Refresh receivables.';
}

sayWhereToRefresh(document);
