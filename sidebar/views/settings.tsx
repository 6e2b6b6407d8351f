import type {SettingsState} from '../../src/core/sidebar-contract.ts';
import {fillDefaults, saveSettings, undoSettings} from '../jobs/settings.ts';
import {Button} from '../parts/button.tsx';
import {FailureNotice, Notice} from '../parts/notice.tsx';
import {SelectField} from '../parts/select-field.tsx';
import {TextField} from '../parts/text-field.tsx';
import {bucketLabels, isChanged, problemOf, type SettingsForm} from '../state/settings-form.ts';
import {ControlFields} from './settings-controls.tsx';
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
      <TextField
        id="currency-order"
        label="Currencies first"
        help="In this order; the others follow. Such as USD, EUR."
        problem={problemOf(problems, 'currencyOrder')}
        control={{spellcheck: false}}
        value={form.currencyOrder}
        onType={(currencyOrder) => type({currencyOrder})}
      />
      <PurchaseOrderFields form={form} problems={problems} type={type} />
      <ColumnTicks
        columns={stored.columns}
        hidden={form.hiddenColumns}
        problem={problemOf(problems, 'hiddenColumns')}
        type={type}
      />
      <ControlFields form={form} problems={problems} type={type} />
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
      <TextField
        id="bucket-edges"
        label="Aging buckets"
        help={labels === null ? 'Last day of each bucket, such as 30, 60, 90, 120.' : labels.join(' · ')}
        problem={problemOf(problems, 'bucketEdges')}
        value={form.bucketEdges}
        onType={(bucketEdges) => type({bucketEdges})}
      />
      <SelectField
        id="no-due-date"
        label="An invoice without a due date"
        problem={problemOf(problems, 'noDueDate')}
        options={[
          ['finalized', 'ages from the day it was finalized'],
          ['not-due', 'stays in Not due'],
        ]}
        value={form.noDueDate}
        onChoose={(chosen) => type({noDueDate: chosen === 'not-due' ? 'not-due' : 'finalized'})}
      />
    </>
  );
}

function PurchaseOrderFields({form, problems, type}: FieldsProps) {
  return (
    <>
      <TextField
        id="po-fields"
        label="PO number: custom fields"
        help="Names on the invoice, one per line. The first that is there counts."
        problem={problemOf(problems, 'purchaseOrder.customFields')}
        rows={3}
        value={form.customFields}
        onType={(customFields) => type({customFields})}
      />
      <TextField
        id="po-metadata"
        label="PO number: metadata keys"
        help="One per line, looked at where no custom field is there."
        problem={problemOf(problems, 'purchaseOrder.metadataKeys')}
        rows={3}
        control={{spellcheck: false}}
        value={form.metadataKeys}
        onType={(metadataKeys) => type({metadataKeys})}
      />
    </>
  );
}
