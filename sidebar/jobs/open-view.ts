import type {ViewName} from '../state/sidebar.ts';
import {readApprovals} from './approvals.ts';
import {readDrafts} from './drafts.ts';
import type {PagePorts} from './page-ports.ts';

/** Shows a view, and reads what only that view shows. */
export function openView(ports: PagePorts, view: ViewName): void {
  const isNew = ports.store.state().view !== view;
  ports.store.dispatch({type: 'view-chosen', view});
  if (isNew) readView(ports);
}

/** Reads what only the shown view shows: a colleague may have answered, and rows may have been pasted. */
export function readView(ports: PagePorts): void {
  if (ports.store.state().view !== 'invoices') return;
  void readDrafts(ports);
  void readApprovals(ports);
}
