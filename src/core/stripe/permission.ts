/** What a restricted key lacks. Names by endpoint: docs.stripe.com/keys/permissions-reference */
export interface MissingPermission {
  /** Stripe's name of it, such as `rak_invoice_read`. */
  readonly name: string;
  /** The row to look for in the dashboard, such as `Invoices`: in Stripe's words where it gives them, else made from the name. */
  readonly row: string;
  readonly level: 'Read' | 'Write';
}

/**
 * The permission that Stripe's 403 asks for; null when the refusal is about something else. Stripe has two forms:
 * "Having the 'rak_invoice_read' permission would allow this request to continue" and, newer, "Enabling Invoices Read
 * ('invoice_read') permissions on this key would allow this request to continue".
 */
export function missingPermission(message: string): MissingPermission | null {
  const named = /Enabling (.+?) (Read|Write) \('(?:rak_)?(\w+)'\)/.exec(message);
  if (named !== null) {
    return {name: `rak_${named[3]}`, row: named[1] ?? '', level: named[2] === 'Write' ? 'Write' : 'Read'};
  }

  const having = /\brak_(\w+)_(read|write)\b/.exec(message);
  if (having === null) return null;
  const resource = having[1] ?? '';
  return {
    name: having[0],
    row: titleOf(resource),
    level: having[2] === 'write' ? 'Write' : 'Read',
  };
}

function titleOf(resource: string): string {
  const words = resource.replace(/_/g, ' ').replace(/s?$/, 's');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
