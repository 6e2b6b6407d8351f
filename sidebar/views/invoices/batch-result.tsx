import type {BatchInvoice} from '../../../src/core/invoice-contract.ts';
import {AmountsTogether} from '../../parts/amounts-together.tsx';
import {Notice} from '../../parts/notice.tsx';
import {StripeLink} from '../../parts/stripe-link.tsx';
import type {CreationComplete} from '../../state/creation.ts';
import {rowsText, shortSentence} from '../../state/drafts.ts';
import {countText, numberText} from '../../words.ts';
import type {ViewProps} from '../view-props.ts';
import {CellLink, DraftItem} from './draft-item.tsx';

/** So many links are shown; the Link column of the tab holds them all. */
const linksMax = 100;

/** What came of a batch: what somebody must look at first, then every invoice with its link. */
export function BatchResult({reply, ports}: ViewProps & {readonly reply: CreationComplete}) {
  const {message, stopped, failed, invoices, finalized, sent} = reply;
  const open = invoices.filter(({problem}) => problem !== null);
  const made = invoices.filter(({problem}) => problem === null);
  const isGood = stopped + failed === 0;
  const steps = [
    ...(finalized > 0 ? [`${numberText(finalized)} finalized`] : []),
    ...(sent > 0 ? [`${numberText(sent)} sent`] : []),
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
            <Made key={keyOf(invoice)} invoice={invoice} ports={ports} />
          ))}
        </ul>
      )}
      {made.length > 0 && (
        <details open={made.length <= 12}>
          <summary>{countText(made.length, 'invoice')} in Stripe</summary>
          <ul class="drafts" aria-label="Created">
            {made.slice(0, linksMax).map((invoice) => (
              <Made key={keyOf(invoice)} invoice={invoice} ports={ports} />
            ))}
          </ul>
          {made.length > linksMax && <p class="small quiet">The others are in the column Link of the tab.</p>}
        </details>
      )}
    </>
  );
}

/** As it stands; where it is not finished or its total differs, by how much and what to do. */
function Made({
  invoice: {rows, title, status, problem, link, number},
  ports,
}: {
  readonly invoice: BatchInvoice;
  readonly ports: ViewProps['ports'];
}) {
  const [row] = rows;
  const inStripe = link === null ? null : <StripeLink label={number ?? 'Open in Stripe'} url={link} />;
  return (
    <DraftItem
      tone={problem === null ? 'good' : 'bad'}
      title={title}
      place={
        problem === null || row === undefined ? (
          <span>{status}</span>
        ) : (
          <CellLink row={row} ports={ports}>
            {rowsText(rows)}
          </CellLink>
        )
      }
      standing={inStripe}
    >
      {problem !== null && (
        <p class="message">
          <AmountsTogether text={shortSentence(problem)} />
        </p>
      )}
    </DraftItem>
  );
}

function keyOf({rows, title, link}: BatchInvoice): string {
  return `${rows.join(' ')} ${title} ${link ?? ''}`;
}
