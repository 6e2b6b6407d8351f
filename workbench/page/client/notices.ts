import {element} from './elements.ts';
import type {ScriptState, Toast} from './messages.ts';

const toastMsDefault = 5_000;
const finishedShownMs = 2_500;

/** What Sheets lays over the grid: toasts at the lower right, the state of a script at the top. */
export function createNotices(
  place: {readonly toasts: HTMLElement; readonly script: HTMLElement},
  cancelScripts: () => void,
) {
  let running = 0;
  let hideTimer: ReturnType<typeof setTimeout> | undefined;

  const showScript = (kind: string, ...children: readonly (Node | string)[]): void => {
    clearTimeout(hideTimer);
    const dismiss = element('button', {type: 'button', onclick: hideScript}, 'Dismiss');
    place.script.replaceChildren(element('div', {class: `script-state ${kind}`}, ...children, dismiss));
  };
  const cancel = (): HTMLElement => element('button', {type: 'button', onclick: cancelScripts}, 'Cancel');
  const hideScript = (): void => {
    clearTimeout(hideTimer);
    place.script.replaceChildren();
  };
  return {
    toast: ({message, title, seconds}: Toast): void => {
      const box = element('div', {class: 'toast'});
      const close = element(
        'button',
        {type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => box.remove()},
        '×',
      );
      if (title !== '') box.append(element('strong', {}, title));
      box.append(element('p', {}, message), close);
      // Sheets shows one at a time: the newest.
      place.toasts.replaceChildren(box);
      if (seconds >= 0) setTimeout(() => box.remove(), seconds === 0 ? toastMsDefault : seconds * 1_000);
    },
    script: (script: ScriptState): void => {
      running = Math.max(0, running + (script.state === 'running' ? 1 : -1));
      switch (script.state) {
        case 'running':
          showScript('running', 'Running script', cancel());
          break;
        case 'cancelled':
          if (running > 0) return;
          showScript('completed', 'Script cancelled');
          hideTimer = setTimeout(hideScript, finishedShownMs);
          break;
        case 'completed':
          if (running > 0) return;
          showScript('completed', 'Finished script');
          hideTimer = setTimeout(hideScript, finishedShownMs);
          break;
        case 'failed':
          showScript('failed', element('span', {role: 'alert'}, script.sentence));
      }
    },
    /** A sentence of the workbench itself. */
    say: (sentence: string): void => showScript('failed', element('span', {role: 'alert'}, sentence)),
  };
}
