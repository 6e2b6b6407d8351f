import {useRef, useState} from 'preact/hooks';
import type {PaymentStatus, StatusSection} from '../../src/core/sidebar-contract.ts';
import {openActions} from '../jobs/actions.ts';
import {copySentence} from '../jobs/lookup.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Button} from '../parts/button.tsx';
import {Notice} from '../parts/notice.tsx';
import {StripeLink} from '../parts/stripe-link.tsx';
import {Tick} from '../parts/tick.tsx';

/** What Stripe says of one invoice: the sentence to pass on first, then everything behind it. */
export function PaymentCard({
  payment,
  foundBy,
  ticking,
  ports,
}: {
  readonly payment: PaymentStatus;
  readonly foundBy: string | null;
  /** Null where there is no other invoice to act on together with this one. */
  readonly ticking: {readonly isTicked: boolean; readonly turn: (isTicked: boolean) => void} | null;
  readonly ports: PagePorts;
}) {
  const {number, invoiceId, state, customer, sections, links, missing, mode} = payment;
  const title = number ?? invoiceId;
  return (
    <article class="card stack" id={`card-${invoiceId}`} aria-label={title} tabIndex={-1}>
      <header class="stack tight">
        <div class="heading-row">
          <h2>
            {ticking === null ? (
              title
            ) : (
              <Tick id={`tick-${invoiceId}`} isTicked={ticking.isTicked} turn={ticking.turn}>
                <b>{title}</b>
              </Tick>
            )}
          </h2>
          <span class={`badge ${state.tone}`}>{state.text}</span>
        </div>
        {(customer.name !== null || customer.email !== null) && (
          <p class="small quiet">
            {[customer.name, customer.email].filter((part) => part !== null).join(' · ')}
            {mode === 'test' && ' · test mode'}
          </p>
        )}
      </header>
      <Sentence key={payment.sentence} sentence={payment.sentence} of={title} ports={ports} />
      <div class="buttons">
        <Button onPress={() => void openActions(ports, [invoiceId])}>
          Actions…<span class="only-heard"> on {title}</span>
        </Button>
      </div>
      {sections.map((section) => (
        <Lines key={section.title} section={section} />
      ))}
      <Missing missing={missing} />
      {links.length > 0 && (
        <ul class="links" aria-label={`Links of ${title}`}>
          {links.map(({label, url}) => (
            <li key={url}>
              <StripeLink label={label} url={url} />
            </li>
          ))}
        </ul>
      )}
      {foundBy !== null && <p class="small quiet">{foundBy}</p>}
    </article>
  );
}

/** What could not be read is said, and the rest is shown all the same. */
function Missing({missing}: {readonly missing: PaymentStatus['missing']}) {
  const [first] = missing;
  if (first === undefined) return null;
  const list = missing.map((failure) => (
    <div key={`${failure.code} ${failure.fact}`}>
      <p class={missing.length === 1 ? 'fact' : 'next fact'}>{failure.fact}</p>
      <p class="next">{failure.nextStep}</p>
    </div>
  ));
  return (
    <Notice tone="warn">
      {missing.length === 1 ? (
        list
      ) : (
        <>
          <p class="fact">{missing.length} parts could not be read.</p>
          <details>
            <summary>Which, and what to do</summary>
            <div class="stack tight small">{list}</div>
          </details>
        </>
      )}
    </Notice>
  );
}

/** Plain text, for a chat or a mail. Where the browser lets nobody copy, it is selected instead. */
function Sentence({
  sentence,
  of,
  ports,
}: {
  readonly sentence: string;
  readonly of: string;
  readonly ports: PagePorts;
}) {
  const text = useRef<HTMLParagraphElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    const isCopied = await copySentence(ports, sentence);
    setCopied(isCopied);
    if (!isCopied && text.current !== null) getSelection()?.selectAllChildren(text.current);
  };
  return (
    <div class="sentence">
      <p ref={text}>
        <AmountsTogether text={sentence} />
      </p>
      <Button onPress={() => void copy()}>
        {copied === true ? '✓ Copied' : 'Copy'}
        <span class="only-heard"> the sentence of {of}</span>
      </Button>
      {copied === false && <span class="small">Selected: press Ctrl+C or ⌘C.</span>}
    </div>
  );
}

function Lines({section}: {readonly section: StatusSection}) {
  return (
    <section class="stack tight" aria-label={section.title}>
      <h3>{section.title}</h3>
      <dl class="lines">
        {section.lines.map(({label, text, tone}) => (
          <div key={`${label} ${text}`}>
            <dt>{label}</dt>
            <dd class={`text ${tone}`}>
              <AmountsTogether text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
