import {randomUUID} from 'node:crypto';
import type {WebSocket} from 'ws';
import type {FromPage, ToPage} from './client/messages.ts';
import {readMessage} from './read-message.ts';

/** One open page of a browser. */
export interface Page {
  /** Never given twice. */
  readonly name: string;
  send(message: ToPage): void;
}

type ChangesMessage = Extract<ToPage, {readonly kind: 'changes'}>;

/** Every open page. */
export interface Pages {
  count(): number;
  /** Sends to all of them. */
  send(message: ToPage): void;
  /** Sends changes, each of them a JSON text already. */
  sendChanges(texts: readonly string[], named: Pick<ChangesMessage, 'change' | 'edit'>): void;
  onJoin(listener: (page: Page) => void): void;
  onMessage(listener: (message: FromPage, page: Page) => void): void;
  join(socket: WebSocket): void;
  close(): void;
}

/** Socket closures: a message that no page of ours sends. https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const policyViolation = 1008;
const goingAway = 1001;

export function createPages(): Pages {
  const open = new Map<WebSocket, Page>();
  const joined: ((page: Page) => void)[] = [];
  const told: ((message: FromPage, page: Page) => void)[] = [];
  const sendText = (text: string): void => {
    for (const socket of open.keys()) socket.send(text);
  };
  return {
    count: () => open.size,
    send: (message) => sendText(JSON.stringify(message)),
    sendChanges: (texts, named) => {
      const rest = JSON.stringify({kind: 'changes', ...named} satisfies Omit<ChangesMessage, 'changes'>);
      sendText(`${rest.slice(0, -1)},"changes":[${texts.join(',')}]}`);
    },
    onJoin: (listener) => {
      joined.push(listener);
    },
    onMessage: (listener) => {
      told.push(listener);
    },
    join: (socket) => {
      const page: Page = {name: randomUUID(), send: (message) => socket.send(JSON.stringify(message))};
      open.set(socket, page);
      socket.on('close', () => open.delete(socket));
      // An error closes the socket, and the page connects again.
      socket.on('error', () => open.delete(socket));
      socket.on('message', (data, isBinary) => {
        const message = isBinary ? null : readMessage(String(data));
        if (message === null) return socket.close(policyViolation, 'This is no message of the page.');
        for (const listener of told) listener(message, page);
      });
      for (const listener of joined) listener(page);
    },
    close: () => {
      for (const socket of open.keys()) socket.close(goingAway, 'The workbench has ended.');
      open.clear();
    },
  };
}
