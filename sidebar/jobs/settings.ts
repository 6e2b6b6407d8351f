import type {SettingsState} from '../../src/core/sidebar-contract.ts';
import {formOf, readForm} from '../state/settings-form.ts';
import type {PagePorts} from './page-ports.ts';
import {readState} from './read-state.ts';

export async function saveSettings(ports: PagePorts): Promise<void> {
  const {api, store} = ports;
  const {form, basis, task} = store.state().settings;
  if (form === null || task.kind === 'working') return;
  const reading = readForm(form);
  if (reading.kind === 'problems')
    return store.dispatch({type: 'settings-refused', problems: reading.problems});
  store.dispatch({type: 'settings-saving'});
  const answer = await api.saveSettings({
    settings: reading.values,
    ...(basis === null ? {} : {insteadOf: basis}),
  });
  if (answer.kind === 'failed') return store.dispatch({type: 'settings-failed', failure: answer.failure});
  store.dispatch({type: 'settings-answered', reply: answer.value});
  // What is refused as a whole may be so because of what somebody else has stored.
  const isOfWhole =
    answer.value.outcome === 'refused' && answer.value.problems.some(({field}) => field === null);
  if (answer.value.outcome === 'saved' || isOfWhole) await readState(ports);
}

/** Puts back what is stored. */
export function undoSettings({store}: PagePorts, {values}: SettingsState): void {
  store.dispatch({
    type: 'settings-filled',
    form: formOf(values),
    basis: values,
    message: 'Your changes are undone.',
  });
}

/** Fills the form with the defaults, and stores nothing. */
export function fillDefaults({store}: PagePorts, {values, defaults}: SettingsState): void {
  store.dispatch({
    type: 'settings-filled',
    form: formOf(defaults),
    basis: values,
    message: 'These are the defaults. Save to use them.',
  });
}
