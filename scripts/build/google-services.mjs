/**
 * The Google services the add-on may name, and the OAuth scopes that each costs its user. `methods` holds the calls that
 * cost something else than the rest of their service. Source: the "Authorization" section of each class in
 * https://developers.google.com/apps-script/reference.
 *
 * @typedef {{readonly scopes: readonly string[], readonly methods: Readonly<Record<string, readonly string[]>>}} Service
 * @type {Readonly<Record<string, Service>>}
 */
export const googleServices = {
  HtmlService: {scopes: [], methods: {}},
  LockService: {scopes: [], methods: {}},
  MailApp: {scopes: ['script.send_mail'], methods: {}},
  PropertiesService: {scopes: [], methods: {}},
  ScriptApp: {
    scopes: ['script.scriptapp'],
    methods: {AuthMode: [], AuthorizationStatus: [], EventType: [], WeekDay: [], getAuthorizationInfo: []},
  },
  Session: {
    scopes: ['userinfo.email'],
    methods: {getActiveUserLocale: [], getScriptTimeZone: [], getTemporaryActiveUserKey: []},
  },
  SpreadsheetApp: {
    scopes: ['spreadsheets.currentonly'],
    methods: {
      getUi: ['script.container.ui'],
      create: ['spreadsheets'],
      openById: ['spreadsheets'],
      openByUrl: ['spreadsheets'],
    },
  },
  UrlFetchApp: {scopes: ['script.external_request'], methods: {}},
  Utilities: {scopes: [], methods: {}},
};

/** @param {string} scope */
export const scopeUrl = (scope) => `https://www.googleapis.com/auth/${scope}`;
