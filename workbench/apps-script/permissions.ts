import type {AuthMode} from './execution.ts';

// https://developers.google.com/workspace/add-ons/concepts/editor-auth-lifecycle and
// https://developers.google.com/apps-script/guides/sheets/functions#using_services

const everyMode: readonly AuthMode[] = ['NONE', 'LIMITED', 'FULL', 'CUSTOM_FUNCTION'];
const beyondNone: readonly AuthMode[] = ['LIMITED', 'FULL', 'CUSTOM_FUNCTION'];

interface Rule {
  readonly modes: readonly AuthMode[];
  /** The scope that Google's refusal names, if it names one. */
  readonly scope?: string;
}

/** By service, then by method; `*` is every other method. */
const rules: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  UrlFetchApp: {'*': {modes: ['FULL', 'CUSTOM_FUNCTION'], scope: 'script.external_request'}},
  PropertiesService: {'*': {modes: beyondNone}},
  CacheService: {'*': {modes: beyondNone}},
  LockService: {'*': {modes: beyondNone}},
  Utilities: {'*': {modes: everyMode}},
  MailApp: {'*': {modes: ['FULL'], scope: 'script.send_mail'}},
  GmailApp: {'*': {modes: ['FULL'], scope: 'https://mail.google.com/'}},
  HtmlService: {'*': {modes: beyondNone}},
  Session: {
    getActiveUserLocale: {modes: everyMode},
    '*': {modes: ['LIMITED', 'FULL'], scope: 'userinfo.email'},
  },
  ScriptApp: {
    getAuthorizationInfo: {modes: ['NONE', 'LIMITED', 'FULL']},
    '*': {modes: ['FULL'], scope: 'script.scriptapp'},
  },
  Ui: {
    addMenu: {modes: ['NONE', 'LIMITED', 'FULL']},
    '*': {modes: ['FULL'], scope: 'script.container.ui'},
  },
};

/**
 * Why `service.method` may not be called in `authMode`, in Google's words; null when it may. The spreadsheet's service
 * is not among these: what it refuses depends on whether a call reads or writes.
 */
export function refusalOf(service: string, method: string, authMode: AuthMode): string | null {
  const rule = rules[service]?.[method] ?? rules[service]?.['*'];
  if (rule === undefined || rule.modes.includes(authMode)) return null;
  if (authMode === 'CUSTOM_FUNCTION') return `You do not have permission to call ${service} service`;
  const required =
    rule.scope === undefined
      ? ''
      : `. Required permissions: ${new URL(rule.scope, 'https://www.googleapis.com/auth/').href}`;
  return `You do not have permission to call ${service}.${method}${required}`;
}
