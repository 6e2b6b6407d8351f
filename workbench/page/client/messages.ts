/** What the workbench and its page say to each other over their socket, one JSON text each. */
import type {CallOutcome} from './frame-messages.ts';
import type {SharedChange} from './shared-changes.ts';

export type MenuEntry =
  | {readonly kind: 'item'; readonly caption: string; readonly functionName: string}
  | {readonly kind: 'separator'}
  | {readonly kind: 'menu'; readonly caption: string; readonly entries: readonly MenuEntry[]};

export interface Menu {
  readonly caption: string;
  readonly isAddonMenu: boolean;
  readonly entries: readonly MenuEntry[];
}

/** A dialog in which a script waits for a person. */
export interface Question {
  readonly kind: 'alert' | 'prompt';
  readonly title: string | null;
  readonly text: string;
  readonly buttons: 'OK' | 'OK_CANCEL' | 'YES_NO' | 'YES_NO_CANCEL';
}

export interface Reply {
  readonly button: 'OK' | 'CANCEL' | 'YES' | 'NO' | 'CLOSE';
  readonly text: string;
}

export interface Toast {
  readonly message: string;
  readonly title: string;
  /** Below 0 it stays until it is closed. */
  readonly seconds: number;
}

/** A page of a script's own HTML: beside the grid, over it, or over it so that nothing else can be done. */
export interface HtmlPage {
  /** Unguessable: part of its address. */
  readonly key: string;
  readonly kind: 'sidebar' | 'modal' | 'modeless';
  readonly title: string;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
}

/** Cells that a person has selected on the tab they see. */
export interface SelectedBlock {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** One execution of a function of the script. */
export interface ShownExecution {
  readonly id: string;
  readonly functionName: string;
  readonly startedBy: string;
  readonly startedAtUnixMs: number;
  readonly state: 'running' | 'completed' | 'failed';
  /** Null while it runs. */
  readonly durationMs: number | null;
  /** The fault in the script's words with its frames, else ''. */
  readonly fault: string;
  readonly log: readonly {readonly level: string; readonly message: string}[];
}

/** One request to Stripe, without anything that is secret or personal. */
export interface ShownRequest {
  readonly method: string;
  /** With the names of the query's parameters and without their values. */
  readonly path: string;
  /** Null when no whole answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly atUnixMs: number;
}

/** What is shown of a custom function while a person types it. */
export interface FunctionHelp {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly detail: string;
    readonly example: string;
    readonly isOptional: boolean;
  }[];
}

/** A mail that a script has sent, into the workbench alone. */
export interface ShownMail {
  readonly atUnixMs: number;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly attachments: readonly string[];
}

/** One of Google's daily limits. */
export interface ShownQuota {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

/** What can be the matter with Stripe: `dropped` has done what was asked, and its answer is lost. */
export type StripeFault = 'slow' | 'rate-limited' | 'failing' | 'dropped';
export type Happening = 'card-payment' | 'short-wire' | 'void';

/** How the place is set that the add-on runs in. */
export interface BenchSettings {
  /** Google's authorisation mode of the last opening. */
  readonly openedAs: 'FULL' | 'LIMITED' | 'NONE';
  /** Null where nothing can be the matter with this Stripe. */
  readonly fault: {readonly current: StripeFault | null} | null;
  readonly canHappen: boolean;
  /** Null where the world cannot be another. */
  readonly worlds: {readonly current: string; readonly names: readonly string[]} | null;
}

export type ToPage =
  /** The whole workbook as it is after change number `change`. */
  | {
      readonly kind: 'workbook';
      readonly workbook: object;
      readonly spills: SharedChange;
      readonly change: number;
      readonly activeTabId: string;
      /** Names the receiving page in its edits. */
      readonly page: string;
    }
  | {
      readonly kind: 'changes';
      readonly changes: readonly SharedChange[];
      /** The number of the last of them. */
      readonly change: number;
      /** Set when a page sent them: that page has made them itself already. */
      readonly edit: EditName | null;
    }
  /** The workbench has not made this edit; a workbook follows. */
  | {readonly kind: 'refused'; readonly sentence: string}
  | {readonly kind: 'tab-added'; readonly tabId: string}
  /** A script that this page's person started has chosen a tab, and maybe cells on it. */
  | {readonly kind: 'activated'; readonly tabId: string; readonly selection: readonly SelectedBlock[]}
  | {readonly kind: 'html'; readonly html: HtmlPage}
  | {
      readonly kind: 'call-ended';
      readonly key: string;
      readonly call: number;
      readonly outcome: CallOutcome;
    }
  | {readonly kind: 'functions'; readonly functions: readonly FunctionHelp[]}
  | {readonly kind: 'menus'; readonly menus: readonly Menu[]}
  | {readonly kind: 'toast'; readonly toast: Toast}
  | {readonly kind: 'question'; readonly number: number; readonly question: Question}
  | {readonly kind: 'answered'; readonly number: number}
  | {readonly kind: 'script'; readonly script: ScriptState}
  | {readonly kind: 'executions'; readonly executions: readonly ShownExecution[]}
  | {readonly kind: 'requests'; readonly requests: readonly ShownRequest[]}
  | {readonly kind: 'mails'; readonly mails: readonly ShownMail[]}
  | {readonly kind: 'quotas'; readonly quotas: readonly ShownQuota[]}
  | {readonly kind: 'bench'; readonly bench: BenchSettings}
  /** The workbench ends in order to begin anew. */
  | {readonly kind: 'restarting'; readonly sentence: string}
  | {readonly kind: 'clock'; readonly nowUnixMs: number; readonly timeZone: string};

/** Who made an edit, and which of theirs. */
export interface EditName {
  readonly page: string;
  readonly number: number;
}

/** What the person who clicked a menu item sees of its function. */
export type ScriptState =
  | {readonly state: 'running'; readonly functionName: string}
  | {readonly state: 'completed'; readonly functionName: string}
  | {readonly state: 'cancelled'; readonly functionName: string}
  | {readonly state: 'failed'; readonly functionName: string; readonly sentence: string};

export type FromPage =
  | {
      readonly kind: 'edit';
      readonly edit: EditName;
      /** The number of the last change that the page had seen when the person made this one. */
      readonly after: number;
      readonly changes: readonly SharedChange[];
    }
  | {readonly kind: 'add-tab'}
  | {readonly kind: 'copy-tab'; readonly tabId: string}
  | {readonly kind: 'show-tab'; readonly tabId: string}
  | {
      readonly kind: 'select';
      readonly tabId: string;
      readonly selection: readonly SelectedBlock[];
    }
  | {readonly kind: 'run'; readonly functionName: string}
  /** Ends the functions that this page's person has started from the menu. */
  | {readonly kind: 'cancel'}
  /** A call of google.script.run in the page of this key. */
  | {
      readonly kind: 'call';
      readonly key: string;
      readonly call: number;
      readonly functionName: string;
      readonly argsText: string;
    }
  | {readonly kind: 'answer'; readonly number: number; readonly reply: Reply}
  | {readonly kind: 'advance'; readonly hours: number}
  | {readonly kind: 'open-as'; readonly authMode: BenchSettings['openedAs']}
  | {readonly kind: 'set-fault'; readonly fault: StripeFault | null}
  | {readonly kind: 'happen'; readonly happening: Happening}
  /** A built-in world's name, or a file. */
  | {readonly kind: 'open-world'; readonly world: string}
  | {readonly kind: 'reload'};
