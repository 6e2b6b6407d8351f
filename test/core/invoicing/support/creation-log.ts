import {readAuditTable} from '../../../../src/core/audit/audit-rows.ts';
import {verifyAuditLog} from '../../../../src/core/audit/verify-audit-log.ts';
import type {InvoiceIntent} from '../../../../src/core/invoicing/invoice-intent.ts';
import type {CreationDesk, MadeInvoice} from './creation-desk.ts';

interface LogLine {
  readonly seq: number;
  readonly action: string;
  readonly object: string;
  readonly hash: string;
}

/** What the audit log lacks or says in vain about the invoices that Stripe holds. */
export interface LogFaults {
  /** Holds after every step, also between an answer and its record: who began each batch stands there before it. */
  always(): readonly string[];
  /** Holds once nothing is left undone: a row for everything that was done to every invoice, and none besides. */
  atLast(): readonly string[];
}

export function logFaults(desk: CreationDesk): LogFaults {
  const always = () => {
    const {holds, message} = verifyAuditLog(desk.ports);
    const lines = linesOf(desk);
    const hashes = new Map(lines.map(({seq, hash}) => [String(seq), hash]));
    const begun = new Set(lines.flatMap(({action, object}) => (action === 'Batch begun' ? [object] : [])));
    return [
      ...(holds ? [] : [message]),
      ...desk.invoices().flatMap(({id, metadata}) => {
        const [seq = '', hash] = (metadata['billing_ops_audit'] ?? '').split(':');
        return [
          ...(begun.has(metadata['billing_ops_batch'] ?? '') ? [] : [`No row says who began ${id}.`]),
          ...(hash !== undefined && hashes.get(seq) === hash ? [] : [`${id} names a row that is not there.`]),
        ];
      }),
    ];
  };
  return {
    always,
    atLast() {
      const said = linesOf(desk)
        .filter(({action}) => action.startsWith('Invoice '))
        .map(({action, object}) => `${action}: ${object}`);
      const intents = desk.intents();
      const wanted = desk.invoices().flatMap((invoice) => doneTo(intents, invoice));
      return [
        ...always(),
        ...wanted.filter((one) => !said.includes(one)).map((one) => `No row says “${one}”.`),
        ...said.filter((one) => !wanted.includes(one)).map((one) => `A row says “${one}”, which was not.`),
        ...said.filter((one, index) => said.indexOf(one) !== index).map((one) => `“${one}” stands twice.`),
      ];
    },
  };
}

function doneTo(intents: readonly InvoiceIntent[], {id, status, metadata}: MadeInvoice): readonly string[] {
  const intent = intents.find(({key}) => key === metadata['billing_ops_intent']);
  return [
    `Invoice created: ${id}`,
    ...(status === 'draft' ? [] : [`Invoice finalized: ${id}`]),
    ...(intent?.state === 'sent' ? [`Invoice sent: ${id}`] : []),
  ];
}

function linesOf({ports}: CreationDesk): readonly LogLine[] {
  const shown = ports.audit.read();
  if (shown === null) return [];
  return readAuditTable(shown.values).rows.map(({cell}) => ({
    seq: Number(cell('Seq')),
    action: String(cell('Action')),
    object: String(cell('Object')),
    hash: String(cell('Hash')),
  }));
}
