import type {Responder} from '../apps-script/services/ui.ts';
import type {Question, Reply} from './client/messages.ts';
import type {Page, Pages} from './pages.ts';

interface Asked {
  readonly question: Question;
  /** The page whose person started the script. */
  readonly screen: string | null;
  readonly answer: (reply: Reply) => void;
}

const unanswered: Reply = {button: 'CLOSE', text: ''};

/**
 * Asks what a script asks on the page whose person started it, and on every page once that one is gone, the ones opened
 * later included; the first answer ends the wait of the script.
 */
export function createResponder(pages: Pages): Responder {
  const asked = new Map<number, Asked>();
  let lastNumber = 0;

  const end = (number: number, reply: Reply): void => {
    // Another page may have answered already.
    asked.get(number)?.answer(reply);
    asked.delete(number);
    pages.send({kind: 'answered', number});
  };
  const ask = (to: Pick<Page, 'send'>, isAsked: (one: Asked) => boolean): void => {
    for (const [number, one] of asked) {
      if (isAsked(one)) to.send({kind: 'question', number, question: one.question});
    }
  };
  pages.onJoin((page) => ask(page, ({screen}) => pages.named(screen) === null));
  pages.onLeave((page) => ask(pages, ({screen}) => screen === page.name));
  pages.onMessage((message) => {
    if (message.kind === 'answer') end(message.number, message.reply);
  });
  return (question, {screen, signal}) =>
    new Promise((answer) => {
      lastNumber += 1;
      const number = lastNumber;
      asked.set(number, {question, screen, answer});
      signal.addEventListener('abort', () => end(number, unanswered));
      (pages.named(screen) ?? pages).send({kind: 'question', number, question});
    });
}
