import type {BatchInvoice} from '../../../src/core/invoice-contract.ts';
import {showCell} from '../../jobs/drafts.ts';
import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Notice} from '../../parts/notice.tsx';
import {Sign} from '../../parts/sign.tsx';
import {StripeLink} from '../../parts/stripe-link.tsx';
import type {CreationComplete} from '../../state/creation.ts';
import {rowsText, shortSentence} from '../../state/drafts.ts';
import {countText} from '../../words.ts';
import type {ViewProps} from '../view-props.ts';

/** So many links are shown; the Link column of the tab holds them all. */
const linksMax = 100;

/** What came of a batch: what somebody must look at first, then every invoice with its link. */
export function BatchResult({reply, ports}: ViewProps & {readonly reply: CreationComplete}) {
  const {message, stopped, failed, invoices, finalized, sent} = reply;
  const open = invoices.filter(({problem}) => problem !== null);
  const made = invoices.filter(({problem}) => problem === null);
  const isGood = stopped + failed === 0;
  const steps = [
    ...(finalized > 0 ? [`${finalized.toLocaleString('en-US')} finalized`] : []),
    ...(sent > 0 ? [`${sent.toLocaleString('en-US')} sent`] : []),
  ].join(', ');
  return (
    <>
      <Notice tone={isGood ? 'good' : 'warn'}>
        <p class="fact">
          <AmountsTogether text={message} />
        </p>
        {steps !== '' && <p class="next">{steps}.</p>}
      </Notice>
      {open.length > 0 && (
        <ul class="drafts" aria-label="To look at">
          {open.map((invoice) => (
            <Open key={keyOf(invoice)} invoice={invoice} ports={ports} />
          ))}
        </ul>
      )}
      {made.length > 0 && (
        <details open={made.length <= 12}>
          <summary>{countText(made.length, 'invoice')} in Stripe</summary>
          <ul class="drafts" aria-label="Created">
            {made.slice(0, linksMax).map((invoice) => (
              <Made key={keyOf(invoice)} invoice={invoice} />
            ))}
          </ul>
          {made.length > linksMax && <p class="small quiet">The others are in the column Link of the tab.</p>}
        </details>
      )}
    </>
  );
}

/** Not finished, or stopped because its total differs: by how much, and what to do. */
function Open({
  invoice: {rows, title, status, problem, link, number},
  ports,
}: {
  readonly invoice: BatchInvoice;
  readonly ports: ViewProps['ports'];
}) {
  const [row] = rows;
  return (
    <li class="draft bad">
      <Sign tone="bad" />
      <div class="draft-line">
        <span class="customer">
          <AmountsTogether text={title} />
        </span>
      </div>
      <div class="draft-line small quiet">
        {row === undefined ? (
          <span>Rows gone</span>
        ) : (
          <button type="button" class="link" onClick={() => void showCell(ports, {row, header: null})}>
            {rowsText(rows)}
          </button>
        )}
        {link === null ? <span>{status}</span> : <StripeLink label={number ?? 'Open in Stripe'} url={link} />}
      </div>
      {problem !== null && (
        <p class="message">
          <AmountsTogether text={shortSentence(problem)} />
        </p>
      )}
    </li>
  );
}

function Made({invoice: {title, status, number, link}}: {readonly invoice: BatchInvoice}) {
  return (
    <li class="draft good">
      <Sign tone="good" />
      <div class="draft-line">
        <span class="customer">
          <AmountsTogether text={title} />
        </span>
      </div>
      <div class="draft-line small quiet">
        <span>{status}</span>
        {link !== null && <StripeLink label={number ?? 'Open in Stripe'} url={link} />}
      </div>
    </li>
  );
}

function keyOf({rows, title, link}: BatchInvoice): string {
  return `${rows.join(' ')} ${title} ${link ?? ''}`;
}
