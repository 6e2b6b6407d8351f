import {element} from './elements.ts';
import type {Question, Reply} from './messages.ts';

/** Alerts and prompts of scripts, over the whole page: the script waits for the answer. One after another, as in Sheets. */
export function createDialogs(answered: (number: number, reply: Reply) => void) {
  const waiting: {readonly number: number; readonly question: Question}[] = [];
  let open: {readonly number: number; readonly dialog: HTMLDialogElement} | null = null;

  const closeOpen = (): void => {
    open?.dialog.remove();
    open = null;
    openNext();
  };
  const openNext = (): void => {
    const next = open === null ? waiting.shift() : undefined;
    if (next === undefined) return;
    const dialog = questionDialog(next.question, (reply) => {
      answered(next.number, reply);
      closeOpen();
    });
    open = {number: next.number, dialog};
    document.body.append(dialog);
    dialog.showModal();
  };
  return {
    ask: (number: number, question: Question): void => {
      waiting.push({number, question});
      openNext();
    },
    /** Another page has answered it. */
    withdraw: (number: number): void => {
      const at = waiting.findIndex((one) => one.number === number);
      if (at >= 0) waiting.splice(at, 1);
      if (open?.number === number) closeOpen();
    },
  };
}

const buttonsOf: Readonly<Record<Question['buttons'], readonly Reply['button'][]>> = {
  OK: ['OK'],
  OK_CANCEL: ['OK', 'CANCEL'],
  YES_NO: ['YES', 'NO'],
  YES_NO_CANCEL: ['YES', 'NO', 'CANCEL'],
};
const captions = {OK: 'OK', CANCEL: 'Cancel', YES: 'Yes', NO: 'No', CLOSE: 'Close'} as const;

function questionDialog(question: Question, answer: (reply: Reply) => void): HTMLDialogElement {
  const input =
    question.kind === 'prompt'
      ? element('input', {type: 'text', 'aria-labelledby': 'question-text', autocomplete: 'off'})
      : null;
  const replyWith = (button: Reply['button']): void => answer({button, text: input?.value ?? ''});
  const buttons = buttonsOf[question.buttons].map((button, at) =>
    element(
      'button',
      {
        type: at === 0 ? 'submit' : 'button',
        class: at === 0 ? 'button button-primary' : 'button',
        onclick: (event: Event) => {
          event.preventDefault();
          replyWith(button);
        },
      },
      captions[button],
    ),
  );
  const close = element(
    'button',
    {type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => replyWith('CLOSE')},
    '×',
  );
  const title = element('h2', {id: 'question-title'}, question.title ?? 'Billing Ops for Sheets');
  const text = element('p', {id: 'question-text'}, question.text);
  const form = element('form', {method: 'dialog'}, title, close, text);
  if (input !== null) form.append(input);
  form.append(element('div', {class: 'buttons'}, ...buttons));
  form.addEventListener('submit', (event) => event.preventDefault());
  const dialog = element(
    'dialog',
    {class: 'question', 'aria-labelledby': 'question-title', 'aria-describedby': 'question-text'},
    form,
  );
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    replyWith('CLOSE');
  });
  (input ?? buttons[0])?.setAttribute('autofocus', '');
  return dialog;
}
