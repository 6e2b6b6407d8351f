import {Field} from '../parts/field.tsx';
import {otherReason} from '../state/action-form.ts';

/** Why something is done: for the audit log. Nothing where none is asked. */
export function ReasonFields({
  codes,
  reasonCode,
  reason,
  problemOf,
  type,
}: {
  readonly codes: readonly string[];
  readonly reasonCode: string;
  readonly reason: string;
  readonly problemOf: (field: string) => string | null;
  readonly type: (change: {readonly reasonCode?: string; readonly reason?: string}) => void;
}) {
  if (codes.length === 0) return null;
  return (
    <>
      <Field id="reason-code" label="Reason" problem={problemOf('reason-code')}>
        {(control) => (
          <select
            {...control}
            value={reasonCode}
            onChange={(event) => type({reasonCode: event.currentTarget.value})}
          >
            <option value="">Choose…</option>
            {codes.map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        id="reason"
        label={reasonCode === otherReason ? 'In your words' : 'In your words (optional)'}
        help="For the audit log. The customer does not see it."
        problem={problemOf('reason')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            value={reason}
            onInput={(event) => type({reason: event.currentTarget.value})}
          />
        )}
      </Field>
    </>
  );
}
