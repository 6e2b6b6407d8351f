import {openActions} from '../jobs/actions.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import {downloadPdfs} from '../jobs/pdfs.ts';
import {Button} from '../parts/button.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import type {PdfTask} from '../state/actions.ts';
import type {Sidebar} from '../state/sidebar.ts';
import {countText} from '../words.ts';
import type {ViewProps} from './view-props.ts';

/** What can be done with the invoices that are ticked, at the foot of the results. */
export function TickedInvoices({sidebar, ports}: ViewProps) {
  const shown = shownIds(sidebar);
  if (shown.length < 2) return null;
  const {pdfs} = sidebar.actions;
  const ticked = tickedIds(sidebar);
  const isNone = ticked.length === 0;
  return (
    <section class="footer stack tight" aria-label="Ticked invoices" data-takes-focus tabIndex={-1}>
      <Pdfs pdfs={pdfs} ports={ports} />
      <div class="heading-row small">
        <span>
          {isNone
            ? 'Tick invoices to act on them together.'
            : `${countText(ticked.length, 'invoice')} ticked`}
        </span>
        <Button
          kind="link"
          onPress={() =>
            ports.store.dispatch({
              type: 'actions-ticked',
              invoiceIds: shown,
              isTicked: ticked.length < shown.length,
            })
          }
        >
          {ticked.length < shown.length ? `Tick all ${shown.length}` : 'Tick none'}
        </Button>
      </div>
      <div class="buttons">
        <Button isOff={isNone} onPress={() => void openActions(ports, ticked)}>
          Actions…<span class="only-heard"> on the ticked invoices</span>
        </Button>
        <Button isOff={isNone || pdfs.kind === 'working'} onPress={() => void downloadPdfs(ports, ticked)}>
          Download PDFs
        </Button>
      </div>
    </section>
  );
}

function Pdfs({pdfs, ports}: {readonly pdfs: PdfTask; readonly ports: PagePorts}) {
  switch (pdfs.kind) {
    case 'idle':
      return null;
    case 'working':
      return <p class="waiting">Reading the PDFs from Stripe…</p>;
    case 'failed':
      return (
        <FailureNotice failure={pdfs.failure} onRetry={() => void downloadPdfs(ports, pdfs.invoiceIds)} />
      );
    case 'told':
      return (
        <Notice tone={pdfs.leftOut.length > 0 ? 'warn' : 'plain'}>
          <p>{pdfs.message}</p>
          {pdfs.leftOut.length > 0 && (
            <ul class="small" aria-label="Left out">
              {pdfs.leftOut.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
        </Notice>
      );
  }
}

/** How the card of an invoice is ticked; null where it is the only one. */
export function tickingOf(sidebar: Sidebar, invoiceId: string, {store}: PagePorts) {
  if (shownIds(sidebar).length < 2) return null;
  return {
    isTicked: sidebar.actions.ticked.includes(invoiceId),
    turn: (isTicked: boolean) => store.dispatch({type: 'actions-ticked', invoiceIds: [invoiceId], isTicked}),
  };
}

/** Those ticked that are shown still: a later look-up takes the others away. */
function tickedIds(sidebar: Sidebar): readonly string[] {
  return shownIds(sidebar).filter((id) => sidebar.actions.ticked.includes(id));
}

function shownIds({lookup}: Sidebar): readonly string[] {
  const results = lookup.found?.results ?? [];
  return [
    ...new Set(results.flatMap((result) => (result.kind === 'invoice' ? [result.payment.invoiceId] : []))),
  ];
}
