import type {ReversalPreview, ReversalRequest} from '../../src/core/action-contract.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import {previewReversal} from '../jobs/reversal.ts';
import {AmountsTogether} from '../parts/amounts-together.tsx';
import {Button} from '../parts/button.tsx';
import {Choices} from '../parts/choices.tsx';
import type {OpenReversal} from '../state/reversal.ts';
import {PaidPartChoices} from './paid-part.tsx';
import {ReasonFields} from './reason-fields.tsx';
import {useProblemFocus} from './step-focus.ts';

type Invoice = ReversalPreview['invoices'][number];
type Decision = Invoice['choices'][number];

/** How each invoice could be taken back, with a choice where only a person can decide, and why all of it is done. */
export function ReversalDecisions({
  open,
  preview,
  ports,
}: {
  readonly open: OpenReversal;
  readonly preview: ReversalPreview;
  readonly ports: PagePorts;
}) {
  const {request, problems, isAsking} = open;
  const form = useProblemFocus(problems);
  const {dispatch} = ports.store;
  const mayCredit = preview.invoices.some(({way}) => way === 'credit note' || way === 'tax decision needed');
  const isPossible = preview.invoices.some(({way}) => way !== 'books closed' && way !== 'nothing to do');
  return (
    <form
      ref={form}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void previewReversal(ports);
      }}
    >
      <p class="fact">{preview.message}</p>
      <ReversalList
        preview={preview}
        decisions={request.decisions}
        decide={(invoiceId, decision) => dispatch({type: 'reversal-decided', invoiceId, decision})}
      />
      {isPossible && (
        <>
          {mayCredit && (
            <PaidPartChoices
              chosen={request.paidPartGoesTo ?? 'customer balance'}
              choose={(paidPartGoesTo) => dispatch({type: 'reversal-typed', change: {paidPartGoesTo}})}
            />
          )}
          <ReasonFields
            codes={preview.reasonCodes}
            reasonCode={request.reasonCode}
            reason={request.reason}
            problemOf={(field) => problems.find((problem) => problem.field === field)?.message ?? null}
            type={(change) => dispatch({type: 'reversal-typed', change})}
          />
          <div class="buttons">
            <Button kind="action" type="submit" isOff={isAsking}>
              Preview
            </Button>
          </div>
          <p class="small quiet">The preview changes nothing.</p>
        </>
      )}
    </form>
  );
}

const wayWords: Readonly<Record<Invoice['way'], {readonly label: string; readonly tone: string}>> = {
  'delete draft': {label: 'Delete the draft', tone: 'plain'},
  void: {label: 'Void', tone: 'plain'},
  'credit note': {label: 'Credit note', tone: 'plain'},
  'tax decision needed': {label: 'Tax decision needed', tone: 'warn'},
  'books closed': {label: 'Left alone: books closed', tone: 'warn'},
  'nothing to do': {label: 'Nothing to do', tone: 'good'},
};

const choiceLabels: Readonly<Record<Decision, string>> = {void: 'Void', 'credit note': 'Credit note'};

/** Each invoice with its way and why. `decide` is left out where it is only shown. */
export function ReversalList({
  preview,
  decisions = {},
  decide,
}: {
  readonly preview: ReversalPreview;
  readonly decisions?: ReversalRequest['decisions'];
  readonly decide?: (invoiceId: string, decision: Decision) => void;
}) {
  return (
    <ul class="stack" aria-label="How each invoice is taken back">
      {preview.invoices.map(({invoiceId, title, way, because, choices}) => (
        <li key={invoiceId} class="subject" data-tone={wayWords[way].tone}>
          <p class="fact small">
            <AmountsTogether text={title} />
          </p>
          <p class={`text ${wayWords[way].tone === 'warn' ? 'warning' : ''}`}>
            {way === 'tax decision needed' && decide === undefined && 'Left alone: '}
            {wayWords[way].label}
          </p>
          <p class="small quiet">
            <AmountsTogether text={because} />
          </p>
          {decide !== undefined && choices.length > 0 && (
            <Choices
              id={`decision-${invoiceId}`}
              legend={`Decision for ${title}`}
              isLegendOnlyHeard
              options={choices.map((value) => ({value, label: choiceLabels[value]}))}
              chosen={decisions[invoiceId] ?? null}
              choose={(decision) => decide(invoiceId, decision)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
