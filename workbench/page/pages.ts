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
  /** Null when no page of this name is open any more. */
  named(name: string | null): Page | null;
  onJoin(listener: (page: Page) => void): void;
  onLeave(listener: (page: Page) => void): void;
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
  const left: ((page: Page) => void)[] = [];
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
    named: (name) => [...open.values()].find((page) => page.name === name) ?? null,
    onJoin: (listener) => {
      joined.push(listener);
    },
    onLeave: (listener) => {
      left.push(listener);
    },
    onMessage: (listener) => {
      told.push(listener);
    },
    join: (socket) => {
      const page: Page = {name: randomUUID(), send: (message) => socket.send(JSON.stringify(message))};
      const leave = (): void => {
        if (!open.delete(socket)) return;
        for (const listener of left) listener(page);
      };
      open.set(socket, page);
      socket.on('close', leave);
      // An error closes the socket, and the page connects again.
      socket.on('error', leave);
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
