import {countText} from '../words.ts';
import type {PagePorts} from './page-ports.ts';

/** The script packs as many at once. */
export const pdfsMax = 40;

/** Downloads the PDFs of these invoices in one zip. */
export async function downloadPdfs(ports: PagePorts, invoiceIds: readonly string[]): Promise<void> {
  const {api, store, save} = ports;
  if (store.state().actions.pdfs.kind === 'working') return;
  if (invoiceIds.length > pdfsMax) {
    const message = `${invoiceIds.length} invoices are ticked, and ${pdfsMax} PDFs can be downloaded at once. Untick some.`;
    return store.dispatch({type: 'actions-pdfs', pdfs: {kind: 'told', message, leftOut: []}});
  }
  store.dispatch({type: 'actions-pdfs', pdfs: {kind: 'working', invoiceIds}});
  const answer = await api.downloadPdfs({invoiceIds});
  if (answer.kind === 'failed')
    return store.dispatch({
      type: 'actions-pdfs',
      pdfs: {kind: 'failed', failure: answer.failure, invoiceIds},
    });
  const {fileName, zipBase64, leftOut} = answer.value;
  const packed = invoiceIds.length - leftOut.length;
  if (packed > 0) save({fileName, base64: zipBase64, type: 'application/zip'});
  const message =
    packed > 0
      ? `${fileName} with ${countText(packed, 'PDF')} is handed to the browser to save.`
      : 'None of these invoices has a PDF.';
  store.dispatch({type: 'actions-pdfs', pdfs: {kind: 'told', message, leftOut}});
}
