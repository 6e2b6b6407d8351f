import type {Api} from '../api.ts';
import type {MadeFile} from '../save-file.ts';
import type {Timer} from '../server.ts';
import type {Action, Sidebar} from '../state/sidebar.ts';
import type {Store} from '../store.ts';

/** What the jobs of the page work with. */
export interface PagePorts {
  readonly api: Api;
  readonly store: Store<Sidebar, Action>;
  readonly timer: Timer;
  /** @returns false where the browser lets nobody write to the clipboard */
  readonly copy: (text: string) => Promise<boolean>;
  readonly save: (file: MadeFile) => void;
}
