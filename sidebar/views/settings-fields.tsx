import type {SettingsState, TimeZones} from '../../src/core/sidebar-contract.ts';
import {Field} from '../parts/field.tsx';
import {Notice} from '../parts/notice.tsx';
import {Problem} from '../parts/problem.tsx';
import type {SettingsForm} from '../state/settings-form.ts';

type Type = (change: Partial<SettingsForm>) => void;

export function ZoneField({
  zones,
  typed,
  problem,
  type,
}: {
  readonly zones: TimeZones;
  readonly typed: string;
  readonly problem: string | null;
  readonly type: Type;
}) {
  return (
    <>
      <Field
        id="time-zone"
        label="Time zone"
        help={`Decides which day an invoice is due. Empty takes the Stripe account's${zones.account === null ? '' : `, ${zones.account}`}.`}
        problem={problem}
      >
        {(control) => (
          <input
            {...control}
            list="time-zones"
            value={typed}
            placeholder={zones.account ?? zones.counting}
            spellcheck={false}
            onInput={(event) => type({timeZone: event.currentTarget.value})}
          />
        )}
      </Field>
      <datalist id="time-zones">
        {zoneNames(zones).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {zones.warning !== null && (
        <Notice tone="warn">
          <p>{zones.warning}</p>
        </Notice>
      )}
    </>
  );
}

/** Older browsers know no list of zones: theirs is shorter, and any name may be typed. */
function zoneNames({account, counting, spreadsheet}: TimeZones): readonly string[] {
  const list: unknown = Reflect.get(Intl, 'supportedValuesOf');
  const known: unknown = typeof list === 'function' ? list('timeZone') : [];
  const names = Array.isArray(known) ? known.map(String) : [];
  return [...new Set([account ?? spreadsheet, counting, spreadsheet, ...names])];
}

export function ColumnTicks({
  columns,
  hidden,
  problem,
  type,
}: {
  readonly columns: SettingsState['columns'];
  readonly hidden: readonly string[];
  readonly problem: string | null;
  readonly type: Type;
}) {
  const shown = columns.filter(({header}) => !hidden.includes(header));
  const turn = (header: string, isShown: boolean) =>
    type({hiddenColumns: isShown ? hidden.filter((name) => name !== header) : [...hidden, header]});
  return (
    <details open={problem !== null}>
      <summary>
        Columns of Receivables: {shown.length} of {columns.length} shown
      </summary>
      <fieldset class="stack tight">
        <legend class="only-heard">Columns of the Receivables tab that are shown</legend>
        <Problem text={problem} />
        {columns.map(({header, canBeHidden}) => {
          const id = `column-${header.replace(/\W+/g, '-')}`;
          return (
            <div class="tick" key={header}>
              <input
                id={id}
                type="checkbox"
                checked={!hidden.includes(header)}
                disabled={!canBeHidden}
                onChange={(event) => turn(header, event.currentTarget.checked)}
              />
              <label htmlFor={id}>
                {header}
                {!canBeHidden && <span class="quiet"> (formulas need it)</span>}
              </label>
            </div>
          );
        })}
      </fieldset>
    </details>
  );
}
