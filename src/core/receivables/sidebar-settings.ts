import {saveSettings} from '../settings.ts';
import type {SaveSettingsReply} from '../sidebar-contract.ts';
import {type SidebarPorts, settingsState} from './sidebar-state.ts';

/** Stores what a person entered when all of it can be used, for everybody who works in this spreadsheet. */
export function saveSettingsFromSidebar(ports: SidebarPorts, request: unknown): SaveSettingsReply {
  const {settings, insteadOf} = Object(request);
  if (
    insteadOf !== undefined &&
    asText(insteadOf) !== asText(settingsState(ports.documentProperties).values)
  ) {
    const message =
      'Somebody has saved other settings since you began. Nothing was stored: Cancel shows theirs, to be changed from there.';
    return {outcome: 'refused', problems: [{field: null, message}]};
  }
  const {approvals, booksClosedThrough, controllerEmail} = settingsState(ports.documentProperties).values;
  const controls = {approvals, booksClosedThrough, controllerEmail};
  const saved = saveSettings(ports.documentProperties, {...controls, ...Object(settings)});
  if (saved.kind === 'refused') return {outcome: 'refused', problems: saved.problems};
  return {
    outcome: 'saved',
    settings: settingsState(ports.documentProperties),
    message: 'Saved for everybody who works in this spreadsheet. The next refresh uses it.',
  };
}

/** In one order of names, whatever order they crossed to the browser and back in. */
function asText(values: unknown): string {
  const {purchaseOrder, ...others} = Object(values);
  return JSON.stringify([others, purchaseOrder].map((part) => Object.entries(Object(part)).sort()));
}
