import {saveSettings} from '../settings.ts';
import type {SaveSettingsReply} from '../sidebar-contract.ts';
import {type SidebarPorts, settingsState} from './sidebar-state.ts';

/** Stores what a person entered when all of it can be used, for everybody who works in this spreadsheet. */
export function saveSettingsFromSidebar(ports: SidebarPorts, request: unknown): SaveSettingsReply {
  const {settings} = Object(request);
  const saved = saveSettings(ports.documentProperties, settings);
  if (saved.kind === 'refused') return {outcome: 'refused', problems: saved.problems};
  return {
    outcome: 'saved',
    settings: settingsState(ports.documentProperties),
    message: 'Saved for everybody who works in this spreadsheet. The next refresh uses it.',
  };
}
