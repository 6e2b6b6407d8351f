import type {PreviewReply} from '../../../src/core/invoice-contract.ts';
import {readApprovals} from '../../jobs/approvals.ts';
import {createInvoices} from '../../jobs/creation.ts';
import {Button} from '../../parts/button.tsx';
import {standingOf} from '../../state/approvals.ts';
import {type CreationForm, createLabel, type Goal, requestOf, whyNotYet} from '../../state/creation-form.ts';
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
export function CreateForm(props: ViewProps & {readonly preview: PreviewReply}) {
  const {sidebar, ports, preview} = props;
  const {form} = sidebar.invoices.creation;
  const {work} = sidebar.invoices.drafts;
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
        const request = requestOf(preview, form);
        if (isOff || request === null) return;
        void createInvoices(ports, request, {created: 0, invoices: preview.ready});
      }}
    >
      <ApprovalStanding standing={standing} lookAgain={() => void readApprovals(ports)} />
      <fieldset class="stack tight">
        <legend class="only-heard">How far they go</legend>
        {goals.map(({goal, label, help}) => (
          <div class="tick" key={goal}>
            <input
              id={`goal-${goal}`}
              type="radio"
              name="goal"
              checked={form.goal === goal}
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
      <CardCharges preview={preview} form={form} type={type} />
      {preview.mustTypeTotals && <TypedTotals preview={preview} form={form} type={type} />}
      <div class="stack tight">
        <div class="buttons">
          <Button
            kind="action"
            type="submit"
            isOff={isOff}
            describedBy={reason === null ? null : 'why-not-yet'}
          >
            {createLabel(preview.ready, form.goal)}
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
