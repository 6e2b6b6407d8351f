import type {Responder} from '../apps-script/services/ui.ts';
import type {Question, Reply} from './client/messages.ts';
import type {Pages} from './pages.ts';

interface Asked {
  readonly question: Question;
  readonly answer: (reply: Reply) => void;
}

/** Shows what scripts ask on every page, the ones opened later included; the first answer ends the wait of the script. */
export function createResponder(pages: Pages): Responder {
  const asked = new Map<number, Asked>();
  let lastNumber = 0;
  pages.onJoin((page) => {
    for (const [number, {question}] of asked) page.send({kind: 'question', number, question});
  });
  pages.onMessage((message) => {
    if (message.kind !== 'answer') return;
    // Another page may have answered already.
    asked.get(message.number)?.answer(message.reply);
    asked.delete(message.number);
    pages.send({kind: 'answered', number: message.number});
  });
  return (question) =>
    new Promise((answer) => {
      lastNumber += 1;
      asked.set(lastNumber, {question, answer});
      pages.send({kind: 'question', number: lastNumber, question});
    });
}
