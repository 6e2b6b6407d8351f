import {type ApprovalPorts, approvalState, markUsed, requireApproval} from '../approvals/require-approval.ts';
import {readAnchor} from '../audit/audit-anchor.ts';
import {openAuditLog} from '../audit/audit-log.ts';
import {AddonError} from '../errors/addon-error.ts';
import {checkEntered, type Settings, saveSettings} from '../settings.ts';
import type {SaveSettingsReply, SettingsProblem, SettingsValues} from '../sidebar-contract.ts';
import {connectedKey} from '../stripe/connection.ts';
import {
  changesBetween,
  raiseRevision,
  type SettingChange,
  settingsEntries,
  settingsQuestion,
} from './settings-changes.ts';
import {type SidebarPorts, settingsState} from './sidebar-state.ts';

export type SaveSettingsPorts = SidebarPorts & ApprovalPorts;

/** Long enough for another's write. */
const lockWaitMs = 10_000;

/**
 * Stores what a person entered when all of it can be used, for everybody who works in this spreadsheet, with a row of the
 * audit log for each setting that is another now. Where a second person must agree, they are asked, and the same is saved
 * again once they have.
 *
 * @throws AddonError REFRESH_BUSY when another run holds the spreadsheet
 */
export function saveSettingsFromSidebar(ports: SaveSettingsPorts, request: unknown): SaveSettingsReply {
  const outcome = ports.lock.runAlone(lockWaitMs, () => saveAlone(ports, request));
  if (outcome.kind === 'done') return outcome.value;
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: 'Cannot save the settings: another run of the add-on holds this spreadsheet.',
    nextStep: 'Wait until it has ended, then save again.',
  });
}

function saveAlone(ports: SaveSettingsPorts, request: unknown): SaveSettingsReply {
  const {settings: entered, insteadOf} = Object(request);
  const {values: before, problem} = settingsState(ports.documentProperties);
  if (insteadOf !== undefined && asText(insteadOf) !== asText(before)) {
    return refused({
      field: null,
      message:
        'Somebody has saved other settings since you began. Nothing was stored: Cancel shows theirs, to be changed from there.',
    });
  }
  const {approvals, booksClosedThrough, controllerEmail} = before;
  const checked = checkEntered({approvals, booksClosedThrough, controllerEmail, ...Object(entered)});
  if (checked.kind === 'refused') return {outcome: 'refused', problems: checked.problems};
  const {settings} = checked;

  const changes = changesBetween(before, settings);
  // What is stored and cannot be used has no rules to ask by: it is replaced.
  if (problem !== null || changes.length === 0) return saved(ports, settings);
  return saveChanges(ports, settings, {before, changes});
}

function saveChanges(
  ports: SaveSettingsPorts,
  settings: Settings,
  {before, changes}: {readonly before: SettingsValues; readonly changes: readonly SettingChange[]},
): SaveSettingsReply {
  const log = openAuditLog(ports);
  const question = settingsQuestion(ports, {
    changes,
    isLive: isLive(ports, changes),
  });
  const state = approvalState(ports, question);
  if (state.kind === 'needed') {
    return {
      outcome: 'needs approval',
      message: `Nothing is stored yet. ${state.because} It has been asked for: once somebody else has approved it, save the same again.`,
    };
  }
  const isApproved = state.kind === 'approved';
  const unnamed = isApproved ? null : approverProblem(ports, {before, changes});
  if (unnamed !== null) return refused(unnamed);

  const passed = requireApproval(ports, question);
  log.append(settingsEntries(changes, {digest: question.digest, passed}));
  const reply = saved(ports, settings);
  raiseRevision(ports.documentProperties);
  markUsed(ports, question.digest);
  return reply;
}

/** Whose change it is: what says who may do what is looked after as soon as anything can be done in live mode. */
function isLive(ports: SaveSettingsPorts, changes: readonly SettingChange[]): boolean {
  const wasLive = readAnchor(ports.documentProperties)?.live === true;
  const isControl = changes.some((change) => change.isControl);
  return wasLive || (isControl && connectedKey(ports.userProperties)?.mode === 'live');
}

/** Why this person may not open or close the books, where nobody else has to agree. */
function approverProblem(
  {person}: SaveSettingsPorts,
  {before, changes}: {readonly before: SettingsValues; readonly changes: readonly SettingChange[]},
): SettingsProblem | null {
  const field = 'booksClosedThrough';
  if (changes.every((change) => change.field !== field)) return null;
  const email = person.email();
  if (email === null) return {field, message: 'Cannot be changed: Google did not say who you are.'};
  const {approvers} = before.approvals;
  if (approvers.length === 0 || approvers.includes(email.toLowerCase())) return null;
  return {field, message: `Is changed by an approver: ${approvers.join(', ')}.`};
}

function saved(ports: SaveSettingsPorts, settings: Settings): SaveSettingsReply {
  saveSettings(ports.documentProperties, settings);
  return {
    outcome: 'saved',
    settings: settingsState(ports.documentProperties),
    message: 'Saved for everybody who works in this spreadsheet. The next refresh uses it.',
  };
}

function refused(problem: SettingsProblem): SaveSettingsReply {
  return {outcome: 'refused', problems: [problem]};
}

/** In one order of names, whatever order they crossed to the browser and back in. */
function asText(values: unknown): string {
  return JSON.stringify(values, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
