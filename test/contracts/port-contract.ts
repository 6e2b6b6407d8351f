import type {Archive, AuditSheet, Digest, Downloads, DraftSheet, Mail} from '../../src/core/ports.ts';
import type {RefreshPorts} from '../../src/core/receivables/refresh-receivables.ts';
import type {CellValue} from '../../src/core/tables/cell.ts';

/**
 * One fact that core relies on. The same list is held against the fakes of the tests and against the adapters that go
 * to Google, so that a test over fakes says something about the add-on. No test library here: it also runs in a script.
 */
export interface PortContract {
  readonly port: keyof ContractPorts;
  readonly fact: string;
  /** What must hold around the check, because no port can bring it about. */
  readonly given?: 'lock held elsewhere';
  /** Starts with a spreadsheet, properties and a lock that nobody has used. @throws Error saying what is otherwise */
  readonly check: (ports: ContractPorts, probe: Probe) => void;
}

/** Every port that has a contract. */
export type ContractPorts = RefreshPorts & {
  readonly drafts: DraftSheet;
  readonly digest: Digest;
  readonly audit: AuditSheet;
  readonly mail: Mail;
  readonly downloads: Downloads;
  readonly archive: Archive;
};

export interface ProbeCell {
  /** Dates as the number of days that the cell keeps. */
  readonly value: CellValue;
  /** Empty for a cell without one. */
  readonly formula: string;
  readonly format: string;
  readonly background: string;
  /** Empty for a cell without one. */
  readonly note: string;
}

export interface ProbeArea {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** Cells of `area` that say `equals` have this background. */
export interface ProbeColour {
  readonly equals: string;
  readonly background: string;
  readonly area: ProbeArea;
}

/** The same spreadsheet through the eyes and hands of a person. Rows and columns count from 1. */
export interface Probe {
  /** In the order of the tabs. */
  tabs(): readonly {readonly title: string; readonly hidden: boolean}[];
  cell(title: string, row: number, column: number): ProbeCell;
  filter(title: string): ProbeArea | null;
  /** The rules that colour cells by their text, in their order. */
  colours(title: string): readonly ProbeColour[];
  frozen(title: string): {readonly rows: number; readonly columns: number};
  namedRange(name: string): ({readonly title: string} & ProbeArea) | null;
  addTab(title: string): void;
  typeInto(title: string, row: number, column: number, text: string): void;
  setNote(title: string, row: number, column: number, note: string): void;
  paint(title: string, row: number, column: number, background: string): void;
  /** Protects the tab without keeping the person who runs the script from writing it. */
  protectForOthers(title: string): void;
  /** What happens to the add-on's memory when somebody copies the spreadsheet. */
  loseDocumentProperties(): void;
  renameTab(from: string, to: string): void;
  moveTabToFront(title: string): void;
  deleteTab(title: string): void;
}

export function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)].map((text = 'undefined') =>
    text.length > 400 ? `${text.slice(0, 400)}… (${text.length} characters)` : text,
  );
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    throw new Error(`${what} is ${a} and should be ${b}`);
}

export function assertThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that ${what}`);
}

/** What `action` throws. */
export function faultOf(action: () => unknown, what: string): unknown {
  try {
    action();
  } catch (fault) {
    return fault;
  }
  throw new Error(`${what} should throw and does not`);
}
