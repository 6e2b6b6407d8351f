import {SelectField} from '../parts/select-field.tsx';
import {TextField} from '../parts/text-field.tsx';
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
      <SelectField
        id="reason-code"
        label="Reason"
        problem={problemOf('reason-code')}
        options={[['', 'Choose…'], ...codes.map((code) => [code, code] as const)]}
        value={reasonCode}
        onChoose={(chosen) => type({reasonCode: chosen})}
      />
      <TextField
        id="reason"
        label={reasonCode === otherReason ? 'In your words' : 'In your words (optional)'}
        help="For the audit log. The customer does not see it."
        problem={problemOf('reason')}
        rows={2}
        value={reason}
        onType={(words) => type({reason: words})}
      />
    </>
  );
}
