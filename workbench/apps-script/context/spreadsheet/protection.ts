import {ProtectionType} from './enums.ts';
import {asGoogle, type Session} from './session.ts';
import {tabProperties} from './tab-properties.ts';
import type {Protection as Stored} from './wire.ts';

type Protection = GoogleAppsScript.Spreadsheet.Protection;

/**
 * A protected tab or range, remembered but never in the way: in the workbench every script runs as the owner, whom no
 * protection stops. https://developers.google.com/apps-script/reference/spreadsheet/protection
 */
export function createProtection(session: Session, first: Stored): Protection {
  let stored = first;
  const change = (caller: string, changes: Partial<Stored>): Protection => {
    stored = session.write(caller, 'setProtection', {...stored, ...changes});
    return protection;
  };
  const protection = asGoogle<Protection>('Protection', {
    canEdit: () => true,
    getDescription: () => stored.description,
    getProtectionType: () => (stored.block === null ? ProtectionType.SHEET : ProtectionType.RANGE),
    getRange: () => {
      const {rows, columns} = tabProperties(session, stored.tabId);
      return session.make.range(stored.block ?? {tabId: stored.tabId, row: 0, column: 0, rows, columns});
    },
    isWarningOnly: () => stored.warningOnly,
    remove: () => {
      session.write('remove', 'removeProtection', stored.id);
    },
    setDescription: (description) => change('setDescription', {description}),
    setWarningOnly: (warningOnly) => change('setWarningOnly', {warningOnly}),
  });
  return protection;
}

/** The protections of one kind, of one tab or of all. */
export function protectionsOf(
  session: Session,
  type: GoogleAppsScript.Spreadsheet.ProtectionType,
  tabId: number | null,
): Protection[] {
  const wantsSheets = type === ProtectionType.SHEET;
  return session
    .read('protections')
    .filter((stored) => (stored.block === null) === wantsSheets && (tabId === null || stored.tabId === tabId))
    .map((stored) => createProtection(session, stored));
}
