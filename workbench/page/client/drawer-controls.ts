import {element} from './elements.ts';
import type {BenchSettings, Happening, StripeFault} from './messages.ts';

/** What a person asks of the workbench itself. */
export interface BenchActions {
  advance(hours: number): void;
  openAs(authMode: BenchSettings['openedAs']): void;
  setFault(fault: StripeFault | null): void;
  happen(happening: Happening): void;
  openWorld(world: string): void;
}

const steps: readonly (readonly [string, number])[] = [
  ['1 hour', 1],
  ['6 hours', 6],
  ['1 day', 24],
  ['7 days', 7 * 24],
];

export function createClockPanel({advance}: BenchActions) {
  const now = element('p', {class: 'clock-now', role: 'status'});
  const buttons = steps.map(([caption, hours]) => actionButton(`Advance ${caption}`, () => advance(hours)));
  const panel = element(
    'div',
    {class: 'drawer-panel'},
    now,
    element('p', {}, 'The workbench has a clock of its own. Let time pass, and triggers that fall due fire.'),
    element('div', {class: 'buttons'}, ...buttons),
  );
  return {
    panel,
    show: ({nowUnixMs, timeZone}: {readonly nowUnixMs: number; readonly timeZone: string}): void => {
      now.textContent = `${momentText(nowUnixMs, timeZone)} (${timeZone})`;
    },
  };
}

const happenings: readonly (readonly [Happening, string])[] = [
  ['card-payment', 'A customer pays by card'],
  ['short-wire', 'A wire arrives late and short'],
  ['void', 'An invoice is voided'],
];

const faults: readonly (readonly [StripeFault | 'none', string, string])[] = [
  ['none', 'Works', 'Stripe answers at once.'],
  ['slow', 'Slow', 'Each answer takes 8 seconds of the workbench’s clock.'],
  ['rate-limited', 'Rate limited', 'Each request is refused with 429.'],
  ['failing', 'Failing', 'Each request is answered with 500.'],
  ['dropped', 'Answers are lost', 'Stripe does what it is asked, and its answer never arrives.'],
];

/** What happens at Stripe, and what is the matter with it. */
export function createStripePanel({happen, setFault}: BenchActions) {
  const happeningButtons = happenings.map(([happening, caption]) =>
    actionButton(caption, () => happen(happening)),
  );
  const happeningGroup = group('Something happens in Stripe', happeningButtons);
  const choice = createChoice(
    'How Stripe answers',
    faults.map(([value, caption, meaning]) => ({value, caption, meaning})),
    (value) => setFault(value === 'none' ? null : value),
  );
  const panel = element('div', {class: 'drawer-panel drawer-groups'}, happeningGroup, choice.element);
  return {
    panel,
    /** @returns whether there is anything to choose */
    show: ({canHappen, fault}: BenchSettings): boolean => {
      happeningGroup.hidden = !canHappen;
      choice.element.hidden = fault === null;
      if (fault !== null) choice.show(fault.current ?? 'none');
      return canHappen || fault !== null;
    },
  };
}

const openings: readonly (readonly [BenchSettings['openedAs'], string, string])[] = [
  [
    'LIMITED',
    'In use here',
    'Limited rights, as every opening of a spreadsheet in which the add-on is used.',
  ],
  ['NONE', 'Never used here', 'No rights: the add-on is installed, and this spreadsheet is new to it.'],
  ['FULL', 'By an installed trigger', 'All rights, as a trigger on opening that a person has installed.'],
];

/** How the spreadsheet is opened, which world it is in, and what is used of the day. */
export function createWorkbenchPanel({openAs, openWorld}: BenchActions, quotas: HTMLElement) {
  const opened = createChoice(
    'Open the spreadsheet as Google does where the add-on is',
    openings.map(([value, caption, meaning]) => ({value, caption, meaning})),
    openAs,
  );
  const names = element('div', {class: 'buttons'});
  const file = element('input', {
    type: 'text',
    id: 'world-file',
    placeholder: '/path/to/world.json',
    autocomplete: 'off',
  });
  const ask = (world: string): void => {
    const question = `Open the world "${world}"? The spreadsheet starts over; a copy of it as it is now is kept in .workbench.`;
    if (world !== '' && confirm(question)) openWorld(world);
  };
  const form = element(
    'form',
    {class: 'world-file'},
    element('label', {for: 'world-file'}, 'or a file of Stripe objects'),
    file,
    element('button', {type: 'submit', class: 'button'}, 'Open'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask(file.value.trim());
  });
  const worlds = group('World', [names, form]);
  const panel = element('div', {class: 'drawer-panel drawer-groups'}, opened.element, worlds, quotas);
  return {
    panel,
    show: ({openedAs, worlds: known}: BenchSettings): void => {
      opened.show(openedAs);
      worlds.hidden = known === null;
      if (known === null) return;
      names.replaceChildren(
        ...known.names.map((name) => {
          const button = actionButton(name, () => ask(name));
          button.setAttribute('aria-pressed', String(name === known.current));
          return button;
        }),
      );
    },
  };
}

interface Option<Value extends string> {
  readonly value: Value;
  readonly caption: string;
  readonly meaning: string;
}

function createChoice<Value extends string>(
  legend: string,
  options: readonly Option<Value>[],
  chosen: (value: Value) => void,
) {
  const inputs = options.map(({value, caption, meaning}) => {
    const input = element('input', {type: 'radio', name: legend, value, onchange: () => chosen(value)});
    return {value, input, label: element('label', {title: meaning}, input, caption)};
  });
  return {
    element: group(
      legend,
      inputs.map(({label}) => label),
    ),
    show: (value: Value): void => {
      for (const one of inputs) one.input.checked = one.value === value;
    },
  };
}

function group(legend: string, children: readonly Node[]): HTMLFieldSetElement {
  return element(
    'fieldset',
    {},
    element('legend', {}, legend),
    element('div', {class: 'choices'}, ...children),
  );
}

function actionButton(caption: string, act: () => void): HTMLButtonElement {
  return element('button', {type: 'button', class: 'button', onclick: act}, caption);
}

function momentText(unixMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', {dateStyle: 'full', timeStyle: 'short', timeZone}).format(unixMs);
}
