import type {Session} from './session.ts';
import type {Block} from './wire.ts';

/** Makes these the selection, on the tab of the last of them. */
export function selectBlocks(session: Session, selection: readonly Block[]): void {
  session.write('activate', 'changeWorkbook', {activeTabId: lastOf(selection).tabId, selection});
}

/** The active one of several selected blocks. */
export function lastOf(blocks: readonly Block[]): Block {
  const last = blocks[blocks.length - 1];
  if (last === undefined) throw new Error('Broken invariant: the workbench answered a selection of nothing.');
  return last;
}
