import type {Settings} from '../settings.ts';
import type {Invoice} from './invoice.ts';

/** The customer's purchase order: the first custom field named in the settings, else the first metadata key; null when none is filled. */
export function purchaseOrderOf(
  invoice: Pick<Invoice, 'customFields' | 'metadata'>,
  settings: Settings,
): string | null {
  const {customFields, metadataKeys} = settings.purchaseOrder;
  for (const name of customFields) {
    const value = invoice.customFields.find((field) => field.name === name)?.value.trim();
    if (value) return value;
  }
  for (const key of metadataKeys) {
    const value = invoice.metadata[key]?.trim();
    if (value) return value;
  }
  return null;
}
