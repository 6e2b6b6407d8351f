/** Metadata by which an invoice is known as one that the add-on was told to make. */
export const intentMetadataKey = 'billing_ops_intent';
