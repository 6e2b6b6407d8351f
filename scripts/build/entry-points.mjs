/**
 * Every function that Google, a menu, the sidebar or a cell may call: the only top-level names of the bundle. The key
 * is the file of src/apps-script/globals that exports them, which also says who calls them. The build fails when a file
 * exports something else.
 *
 * @typedef {Readonly<Record<string, readonly string[]>>} EntryPoints
 * @type {EntryPoints}
 */
export const entryPoints = {
  'custom-functions.ts': [
    'AR_AGING',
    'AR_BALANCE',
    'AR_BUCKET',
    'AR_OVERDUE',
    'DAYS_PAST_DUE',
    'DUE_DATE',
    'INVOICE_FIELD',
    'INVOICE_STATUS',
    'MONEY_ALLOCATE',
    'MONEY_FROM_MINOR',
    'TIE_OUT',
  ],
  'invoice-api.ts': [
    'approve',
    'checkDrafts',
    'chooseCustomer',
    'createDraftsTab',
    'createFromDrafts',
    'createInvoices',
    'decline',
    'doAction',
    'downloadPdfs',
    'listBatches',
    'offerActions',
    'previewAction',
    'previewDrafts',
    'previewInvoices',
    'previewReversal',
    'readApprovals',
    'readDrafts',
    'reverseBatch',
    'saveSettings',
    'showDraftCell',
  ],
  'invoice-menu.ts': [
    'checkDraftsFromMenu',
    'createDraftsTabFromMenu',
    'createInvoicesFromMenu',
    'previewInvoicesFromMenu',
    'reverseBatchFromMenu',
    'verifyAuditLogFromMenu',
  ],
  'menu.ts': [
    'connectStripeFromMenu',
    'disconnectStripeFromMenu',
    'onInstall',
    'onOpen',
    'openSidebar',
    'refreshReceivablesFromMenu',
    'showHelp',
    'turnAutomaticRefreshOff',
    'turnAutomaticRefreshOn',
  ],
  'sidebar-api.ts': [
    'cancelRefresh',
    'checkKey',
    'connectFromSidebar',
    'connectStripe',
    'disconnectFromSidebar',
    'disconnectStripe',
    'lookUpPayments',
    'readSidebarState',
    'refreshFromSidebar',
    'refreshReceivables',
    'showReceivables',
    'turnAutomaticRefresh',
  ],
  'triggers.ts': ['refreshReceivablesOnSchedule'],
};

/** The file whose functions a cell may call, so that each carries the JSDoc Sheets shows while one types. */
export const customFunctionsFile = 'custom-functions.ts';

/**
 * Script files of dist beside Code.js, each with the files of globals whose code is evaluated only when one of their
 * functions is called: Google evaluates every file before every custom function, and few of those calls make invoices.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const lateScripts = {
  'Invoices.js': ['invoice-api.ts', 'invoice-menu.ts'],
};
