import type {SidebarState} from '../../src/core/sidebar-contract.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import type {Sidebar, ViewName} from '../state/sidebar.ts';

/** What each view is drawn from. */
export interface ViewProps {
  readonly sidebar: Sidebar;
  readonly state: SidebarState;
  readonly ports: PagePorts;
  /** Shows another view and takes the focus there. */
  readonly open: (view: ViewName) => void;
}
