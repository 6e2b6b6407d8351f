import type {Properties} from '../../core/ports.ts';
import type {TabKey} from '../../core/tables/tab-content.ts';

/** Which sheet is which tab of ours, and how far our cells reach on it: beyond, nothing is ours to blank. */
export interface RegisteredTab {
  readonly sheetId: number;
  readonly rows: number;
  readonly columns: number;
}

export type TabRole = TabKey | `staging:${TabKey}`;

const registryProperty = 'tabs';

export function readTabRegistry(documentProperties: Properties): Partial<Record<TabRole, RegisteredTab>> {
  const text = documentProperties.read(registryProperty);
  return text === null ? {} : JSON.parse(text);
}

export function registerTab(documentProperties: Properties, role: TabRole, tab: RegisteredTab): void {
  const registry = {...readTabRegistry(documentProperties), [role]: tab};
  documentProperties.write(registryProperty, JSON.stringify(registry));
}
