import type {SettingsState} from '../../src/core/sidebar-contract.ts';
import {fillDefaults, saveSettings, undoSettings} from '../jobs/settings.ts';
import {Button} from '../parts/button.tsx';
import {Field} from '../parts/field.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {bucketLabels, isChanged, problemOf, type SettingsForm} from '../state/settings-form.ts';
import {ColumnTicks, ZoneField} from './settings-fields.tsx';
import type {ViewProps} from './view-props.ts';

export function SettingsView({sidebar, state, ports}: ViewProps) {
  const {form, problems, task} = sidebar.settings;
  if (form === null) return null;
  const stored = state.settings;
  const type = (change: Partial<SettingsForm>) =>
    ports.store.dispatch({type: 'settings-typed', form: {...form, ...change}});
  const whole = problemOf(problems, null);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const {elements} = event.currentTarget;
        void saveSettings(ports).then(() => focusFirstProblem(elements));
      }}
    >
      <p class="small quiet">For everybody in this spreadsheet, from the next refresh on.</p>
      {stored.problem !== null && <FailureNotice failure={stored.problem} />}
      <ZoneField
        zones={state.timeZones}
        typed={form.timeZone}
        problem={problemOf(problems, 'timeZone')}
        type={type}
      />
      <AgingFields form={form} problems={problems} type={type} />
      <Field
        id="currency-order"
        label="Currencies first"
        help="In this order; the others follow. Such as USD, EUR."
        problem={problemOf(problems, 'currencyOrder')}
      >
        {(control) => (
          <input
            {...control}
            value={form.currencyOrder}
            spellcheck={false}
            onInput={(event) => type({currencyOrder: event.currentTarget.value})}
          />
        )}
      </Field>
      <PurchaseOrderFields form={form} problems={problems} type={type} />
      <ColumnTicks
        columns={stored.columns}
        hidden={form.hiddenColumns}
        problem={problemOf(problems, 'hiddenColumns')}
        type={type}
      />
      {whole !== null && (
        <Notice tone="bad">
          <p>{whole}</p>
        </Notice>
      )}
      {problems.length > 0 && whole === null && (
        <Notice tone="bad">
          <p class="fact">Not saved. Correct what is marked above.</p>
        </Notice>
      )}
      {task.kind === 'failed' && (
        <FailureNotice failure={task.failure} onRetry={() => void saveSettings(ports)} />
      )}
      {task.kind === 'told' && (
        <Notice tone="plain">
          <p>{task.message}</p>
        </Notice>
      )}
      {task.kind === 'working' && <p class="waiting">Saving…</p>}
      <Buttons stored={stored} form={form} isWorking={task.kind === 'working'} ports={ports} />
    </form>
  );
}

/** After a refusal one goes on typing where the first problem is. */
function focusFirstProblem(elements: HTMLFormControlsCollection): void {
  const first = [...elements].find((element) => element.getAttribute('aria-invalid') === 'true');
  if (first instanceof HTMLElement) first.focus();
}

/** Those that would change nothing cannot be pressed. */
function Buttons({
  stored,
  form,
  isWorking,
  ports,
}: {
  readonly stored: SettingsState;
  readonly form: SettingsForm;
  readonly isWorking: boolean;
  readonly ports: ViewProps['ports'];
}) {
  const isTyped = isChanged(form, stored);
  return (
    <div class="buttons footer">
      <Button kind="action" type="submit" isOff={isWorking || !isTyped}>
        Save
      </Button>
      <Button isOff={isWorking || !isTyped} onPress={() => undoSettings(ports, stored)}>
        Cancel
      </Button>
      <Button kind="link" isOff={isWorking} onPress={() => fillDefaults(ports, stored)}>
        Reset to defaults
      </Button>
    </div>
  );
}

interface FieldsProps {
  readonly form: SettingsForm;
  readonly problems: Parameters<typeof problemOf>[0];
  readonly type: (change: Partial<SettingsForm>) => void;
}

function AgingFields({form, problems, type}: FieldsProps) {
  const labels = bucketLabels(form.bucketEdges);
  return (
    <>
      <Field
        id="bucket-edges"
        label="Aging buckets"
        help={labels === null ? 'Last day of each bucket, such as 30, 60, 90, 120.' : labels.join(' · ')}
        problem={problemOf(problems, 'bucketEdges')}
      >
        {(control) => (
          <input
            {...control}
            value={form.bucketEdges}
            onInput={(event) => type({bucketEdges: event.currentTarget.value})}
          />
        )}
      </Field>
      <Field
        id="no-due-date"
        label="An invoice without a due date"
        problem={problemOf(problems, 'noDueDate')}
      >
        {(control) => (
          <select
            {...control}
            value={form.noDueDate}
            onChange={(event) =>
              type({noDueDate: event.currentTarget.value === 'not-due' ? 'not-due' : 'finalized'})
            }
          >
            <option value="finalized">ages from the day it was finalized</option>
            <option value="not-due">stays in Not due</option>
          </select>
        )}
      </Field>
    </>
  );
}

function PurchaseOrderFields({form, problems, type}: FieldsProps) {
  return (
    <>
      <Field
        id="po-fields"
        label="PO number: custom fields"
        help="Names on the invoice, one per line. The first that is there counts."
        problem={problemOf(problems, 'purchaseOrder.customFields')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={3}
            value={form.customFields}
            onInput={(event) => type({customFields: event.currentTarget.value})}
          />
        )}
      </Field>
      <Field
        id="po-metadata"
        label="PO number: metadata keys"
        help="One per line, looked at where no custom field is there."
        problem={problemOf(problems, 'purchaseOrder.metadataKeys')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={3}
            spellcheck={false}
            value={form.metadataKeys}
            onInput={(event) => type({metadataKeys: event.currentTarget.value})}
          />
        )}
      </Field>
    </>
  );
}
