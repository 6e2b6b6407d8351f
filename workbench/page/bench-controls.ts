import type {AuthMode} from '../apps-script/execution.ts';
import type {Workbench} from '../workbench.ts';
import {tellFault} from './activity.ts';
import type {BenchSettings, FromPage} from './client/messages.ts';
import type {Page, Pages} from './pages.ts';
import type {StripeFaults} from './stripe-faults.ts';
import type {StripeHappenings} from './stripe-happenings.ts';

/** What a person at the workbench may change about the place that the add-on runs in. */
export interface BenchControls {
  /** How it is set now. */
  settings(): BenchSettings;
}

export interface BenchControlsOptions {
  readonly workbench: Pick<Workbench, 'run' | 'screen'>;
  /** Null against a Stripe of another process. */
  readonly faults: StripeFaults | null;
  readonly happenings: StripeHappenings | null;
  /** Null where the world cannot be another. */
  readonly worlds: {
    readonly current: string;
    readonly names: readonly string[];
    /** Ends this workbench, and opens that world, a built-in one or a file. @throws Error for one that cannot be opened */
    open(world: string): void;
  } | null;
  /** The menus are others. */
  readonly showMenus: () => void;
}

type OpenedAs = BenchSettings['openedAs'];

/** Does on the workbench what the pages' people choose there. */
export function offerBenchControls(pages: Pages, options: BenchControlsOptions): BenchControls {
  const {workbench, faults, happenings, worlds, showMenus} = options;
  let openedAs: OpenedAs = 'LIMITED';

  const openAs = async (authMode: OpenedAs): Promise<void> => {
    openedAs = authMode;
    workbench.screen.clearMenus();
    const result = await openSpreadsheet(workbench, authMode);
    showMenus();
    if (!result.ok) throw new Error(`onOpen: ${result.error.message}`);
  };
  const doAsTold = async (message: FromPage, page: Page): Promise<void> => {
    const tell = (text: string): void =>
      page.send({kind: 'toast', toast: {message: text, title: '', seconds: told}});
    switch (message.kind) {
      case 'open-as':
        await openAs(message.authMode);
        return tell(openedSentences[message.authMode]);
      case 'set-fault':
        faults?.set(message.fault);
        return;
      case 'happen': {
        if (happenings === null) return;
        const sentence = await happenings.happen(message.happening);
        return tell(`${sentence} Refresh receivables, and see the tabs answer.`);
      }
      case 'open-world':
        return worlds?.open(message.world);
      default:
    }
  };
  pages.onMessage((message, page) => {
    doAsTold(message, page).catch((fault: unknown) =>
      tellFault(page, attempts[message.kind] ?? 'do that', fault),
    );
  });
  return {
    settings: () => ({
      openedAs,
      fault: faults === null ? null : {current: faults.current()},
      canHappen: happenings !== null,
      worlds: worlds === null ? null : {current: worlds.current, names: worlds.names},
    }),
  };
}

/** Opens the spreadsheet as Google does, which lets the add-on build its menu. */
export function openSpreadsheet(
  {run}: Pick<Workbench, 'run'>,
  authMode: AuthMode,
): ReturnType<Workbench['run']> {
  // Only a trigger that a person has installed runs with all rights when a spreadsheet is opened.
  return run('onOpen', [{}], {authMode, trigger: authMode === 'FULL' ? 'installable' : 'simple'});
}

const told = 8;

const attempts: Readonly<Partial<Record<FromPage['kind'], string>>> = {
  'open-as': 'open the spreadsheet so',
  happen: 'let that happen in Stripe',
  'open-world': 'open that world',
};

const openedSentences: Readonly<Record<OpenedAs, string>> = {
  FULL: 'Opened by an installed trigger, with all rights.',
  LIMITED: 'Opened as usual: the add-on may read the spreadsheet and its properties, and build its menu.',
  NONE: 'Opened as where the add-on is installed but was never used: it may build its menu and no more.',
};
