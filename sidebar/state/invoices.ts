import {type CreationAction, type CreationPage, initialCreation, reduceCreation} from './creation.ts';
import {type DraftsAction, type DraftsPage, initialDrafts, reduceDrafts} from './drafts.ts';

/** The way from rows to invoices: what was found in them, and what is made of them. */
export interface InvoicesPage {
  readonly drafts: DraftsPage;
  readonly creation: CreationPage;
}

export type InvoicesAction = DraftsAction | CreationAction;

export const initialInvoices: InvoicesPage = {drafts: initialDrafts, creation: initialCreation};

/** What is found decides about what can be made, and what was made about what was found: both see every action. */
export function reduceInvoices({drafts, creation}: InvoicesPage, action: InvoicesAction): InvoicesPage {
  return {drafts: reduceDrafts(drafts, action), creation: reduceCreation(creation, action)};
}
