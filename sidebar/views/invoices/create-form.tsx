import type {PreviewReply} from '../../../src/core/invoice-contract.ts';
import {readApprovals} from '../../jobs/approvals.ts';
import {createInvoices} from '../../jobs/creation.ts';
import {Button} from '../../parts/button.tsx';
import {Tick} from '../../parts/tick.tsx';
import {standingOf} from '../../state/approvals.ts';
import {
  batchOf,
  type CreationForm,
  createLabel,
  type Goal,
  initialForm,
  requestOf,
  whyNotYet,
} from '../../state/creation-form.ts';
import {countText} from '../../words.ts';
import type {ViewProps} from '../view-props.ts';
import {ApprovalStanding} from './approval-standing.tsx';
import {CardCharges} from './card-charges.tsx';
import {TypedTotals} from './typed-totals.tsx';

const goals: readonly {readonly goal: Goal; readonly label: string; readonly help: string}[] = [
  {goal: 'drafts', label: 'Drafts', help: 'Nobody receives them yet, and they can be deleted.'},
  {goal: 'finalize', label: 'Finalize', help: 'They get their numbers and are owed. Nothing is sent.'},
  {
    goal: 'deliver',
    label: 'Finalize and deliver',
    help: 'Stripe also e-mails those whose Deliver says “Stripe e-mail”.',
  },
];

/** What is to become of the previewed invoices. While something is missing, the button says what. */
export function CreateForm(props: ViewProps & {readonly previewed: PreviewReply}) {
  const {sidebar, ports, previewed} = props;
  const {form} = sidebar.invoices.creation;
  const {work} = sidebar.invoices.drafts;
  const batch = batchOf(previewed, form);
  const {preview, goal: chosen, isOfDrafts} = batch;
  const standing = standingOf(preview, sidebar.approvals.requests);
  const type = (change: Partial<CreationForm>) =>
    ports.store.dispatch({type: 'creation-typed', form: {...form, ...change}});
  const reason = work === null ? whyNotYet(preview, form, standing) : null;
  const isOff = work !== null || reason !== null;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const request = requestOf(batch, form);
        if (isOff || request === null) return;
        void createInvoices(ports, request, {created: 0, invoices: preview.ready, isOfDrafts});
      }}
    >
      <ApprovalStanding standing={standing} lookAgain={() => void readApprovals(ports)} />
      {previewed.drafts !== undefined && previewed.digest !== null && (
        <Tick id="of-drafts" isTicked={isOfDrafts} turn={(ofDrafts) => type({...initialForm, ofDrafts})}>
          Finalize the {countText(previewed.drafts.invoices, 'draft')} in Stripe instead
        </Tick>
      )}
      <fieldset class="stack tight">
        <legend class="only-heard">How far they go</legend>
        {goals.slice(isOfDrafts ? 1 : 0).map(({goal, label, help}) => (
          <div class="tick" key={goal}>
            <input
              id={`goal-${goal}`}
              type="radio"
              name="goal"
              checked={chosen === goal}
              aria-describedby={`goal-${goal}-help`}
              onChange={() => type({goal})}
            />
            <div>
              <label htmlFor={`goal-${goal}`}>{label}</label>
              <p class="small quiet" id={`goal-${goal}-help`}>
                {help}
              </p>
            </div>
          </div>
        ))}
      </fieldset>
      <CardCharges batch={batch} form={form} type={type} />
      {preview.mustTypeTotals && <TypedTotals preview={preview} form={form} type={type} />}
      <div class="stack tight">
        <div class="buttons">
          <Button
            kind="action"
            type="submit"
            isOff={isOff}
            describedBy={reason === null ? null : 'why-not-yet'}
          >
            {createLabel(batch)}
          </Button>
        </div>
        {reason !== null && (
          <p class="small" id="why-not-yet">
            {reason}
          </p>
        )}
      </div>
    </form>
  );
}
