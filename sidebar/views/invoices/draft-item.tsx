import type {ComponentChildren} from 'preact';
import {showCell} from '../../jobs/drafts.ts';
import type {PagePorts} from '../../jobs/page-ports.ts';
import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Sign, type Tone} from '../../parts/sign.tsx';

/** One invoice in a list: whose and how much, then its rows and what it has become, then what is to be said of it. */
export function DraftItem({
  tone,
  title,
  amount = null,
  place,
  standing,
  children,
}: {
  readonly tone: Tone;
  readonly title: string;
  readonly amount?: string | null;
  readonly place: ComponentChildren;
  readonly standing: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <li class={`draft ${tone}`}>
      <Sign tone={tone} />
      <div class="draft-line">
        <span class="customer">
          <AmountsTogether text={title} />
        </span>
        {amount !== null && <span class="number together">{amount}</span>}
      </div>
      <div class="draft-line small quiet">
        {place}
        <span>{standing}</span>
      </div>
      {children}
    </li>
  );
}

/** Leads to a cell of the tab, or to the row. */
export function CellLink({
  row,
  header = null,
  ports,
  children,
}: {
  readonly row: number;
  readonly header?: string | null;
  readonly ports: PagePorts;
  readonly children: ComponentChildren;
}) {
  return (
    <button type="button" class="link" onClick={() => void showCell(ports, {row, header})}>
      {children}
    </button>
  );
}
