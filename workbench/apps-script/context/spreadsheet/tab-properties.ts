import {googleException} from '../google-exception.ts';
import type {Session} from './session.ts';
import type {TabProperties} from './wire.ts';

/** The tab as it is now. @throws Error when it was deleted. */
export function tabProperties(session: Session, tabId: number): TabProperties {
  const tab = session.read('workbook').tabs.find(({id}) => id === tabId);
  if (tab === undefined) {
    throw googleException(`Sheet ${tabId} not found: it was deleted. Get it again by its name.`);
  }
  return tab;
}
