import {createApi} from '../../../sidebar/api.ts';
import type {PagePorts} from '../../../sidebar/jobs/page-ports.ts';
import type {MadeFile} from '../../../sidebar/save-file.ts';
import {type Action, initialSidebar, reduceSidebar, type Sidebar} from '../../../sidebar/state/sidebar.ts';
import {createStore} from '../../../sidebar/store.ts';
import {type HandTimer, handTimer} from './hand-timer.ts';
import type {Call, ScriptedApi} from './scripted-google.ts';

/** The page without a browser: its state, its jobs, and a script that the test answers for. */
export interface ScriptedPage {
  readonly ports: PagePorts;
  readonly timer: HandTimer;
  readonly calls: readonly Call[];
  /** What was handed to the browser to save. */
  readonly saved: readonly MadeFile[];
  /** Every action so far. */
  readonly actions: readonly Action[];
  /** Every state so far. */
  readonly states: readonly Sidebar[];
  state(): Sidebar;
}

export function scriptedPage(script: ScriptedApi, options: {readonly canCopy?: boolean} = {}): ScriptedPage {
  const calls: Call[] = [];
  const saved: MadeFile[] = [];
  const actions: Action[] = [];
  const states: Sidebar[] = [];
  const timer = handTimer();
  const store = createStore(
    initialSidebar,
    (state: Sidebar, action: Action) => {
      actions.push(action);
      return reduceSidebar(state, action);
    },
    (state) => states.push(state),
  );
  const api = createApi({
    call: async (name, args) => {
      calls.push({name, args});
      const answer: unknown = Reflect.get(script, name);
      if (typeof answer !== 'function') throw new Error(`The test has no answer to ${name}.`);
      return {kind: 'answered', reply: await answer(...args)};
    },
  });
  const copy = async (): Promise<boolean> => options.canCopy ?? true;
  const save = (file: MadeFile): void => {
    saved.push(file);
  };
  return {
    ports: {api, store, timer, copy, save},
    timer,
    calls,
    saved,
    actions,
    states,
    state: () => store.state(),
  };
}
