import {Problem} from '../parts/problem.tsx';
import {SelectField} from '../parts/select-field.tsx';
import {TextField} from '../parts/text-field.tsx';
import {blankLimit, type LimitLine} from '../state/settings-controls.ts';
import {problemOf, type SettingsForm} from '../state/settings-form.ts';

interface FieldsProps {
  readonly form: SettingsForm;
  readonly problems: Parameters<typeof problemOf>[0];
  readonly type: (change: Partial<SettingsForm>) => void;
}

/** Who must agree to what, and up to which day the books are closed. */
export function ControlFields({form, problems, type}: FieldsProps) {
  return (
    <>
      <SelectField
        id="approvals-in"
        label="Approval by a second person"
        problem={problemOf(problems, 'approvals.in')}
        options={[
          ['live', 'in live mode'],
          ['always', 'in live and test mode'],
          ['never', 'never'],
        ]}
        value={form.approvalsIn}
        onChoose={(value) => type({approvalsIn: value === 'always' || value === 'never' ? value : 'live'})}
      />
      <Limits form={form} problems={problems} type={type} />
      <TextField
        id="longest-terms"
        label="Longest terms, in days"
        help="Invoices with longer terms need approval."
        problem={problemOf(problems, 'approvals.longestTermsDays')}
        control={{inputMode: 'numeric'}}
        value={form.longestTerms}
        onType={(longestTerms) => type({longestTerms})}
      />
      <TextField
        id="approvers"
        label="Approvers"
        help="E-mail addresses, one per line. Empty: anybody but the preparer."
        problem={problemOf(problems, 'approvals.approvers')}
        rows={2}
        control={{spellcheck: false}}
        value={form.approvers}
        onType={(approvers) => type({approvers})}
      />
      <TextField
        id="books-closed"
        label="Books closed through"
        help="Stops what is dated on this day or earlier. Empty: no month is closed."
        problem={problemOf(problems, 'booksClosedThrough')}
        control={{type: 'date'}}
        value={form.booksClosedThrough}
        onType={(booksClosedThrough) => type({booksClosedThrough})}
      />
      <TextField
        id="controller-email"
        label="Controller’s e-mail"
        help="Gets the last hash of the Audit Log of each day. Empty: nobody."
        problem={problemOf(problems, 'controllerEmail')}
        control={{type: 'email'}}
        value={form.controllerEmail}
        onType={(controllerEmail) => type({controllerEmail})}
      />
    </>
  );
}

const columns: readonly (readonly [keyof LimitLine, heading: string])[] = [
  ['currency', 'Currency'],
  ['perInvoice', 'Invoice'],
  ['perCustomerDay', 'Customer, day'],
  ['perBatch', 'Batch'],
];

/** A line for each currency, and a blank one for the next. */
function Limits({form: {limits}, problems, type}: FieldsProps) {
  const problem = problemOf(problems, 'approvals.limits');
  const change = (at: number, cell: Partial<LimitLine>) =>
    type({
      limits:
        at < limits.length
          ? limits.map((line, place) => (place === at ? {...line, ...cell} : line))
          : [...limits, {...blankLimit, ...cell}],
    });
  return (
    <fieldset class="stack tight" aria-describedby="limits-help">
      <legend>Above these amounts, approval is needed</legend>
      <Problem id="limits-problem" text={problem} />
      <table class="limits">
        <thead>
          <tr>
            {columns.map(([key, heading]) => (
              <th key={key} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...limits, blankLimit].map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are added at the end and never change places
            <tr key={place}>
              {columns.map(([key, heading]) => (
                <td key={key}>
                  <input
                    aria-label={`${heading}, ${line.currency || `line ${place + 1}`}`}
                    aria-invalid={problem === null ? undefined : 'true'}
                    aria-describedby={problem === null ? undefined : 'limits-problem'}
                    value={line[key]}
                    onInput={(event) => change(place, {[key]: event.currentTarget.value})}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet small" id="limits-help">
        Blank: no limit. A currency that is not listed always needs approval.
      </p>
    </fieldset>
  );
}
