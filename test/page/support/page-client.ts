import {WebSocket} from 'ws';
import type {FromPage, ToPage} from '../../../workbench/page/client/messages.ts';
import type {SharedChange} from '../../../workbench/page/client/shared-changes.ts';

/** A page without a browser: what the workbench says to it, and what it may say. */
export interface PageClient {
  /** What the first message said of the workbook. */
  readonly unitId: string;
  readonly lastChange: () => number;
  send(message: FromPage | string): void;
  /** Sends an edit made after that change, or after the last one that came. */
  edit(changes: readonly SharedChange[], after?: number): void;
  /** The next message of this kind, skipping others. */
  next<Kind extends ToPage['kind']>(kind: Kind): Promise<Extract<ToPage, {readonly kind: Kind}>>;
  /** Why the workbench closed the socket. */
  closed(): Promise<number>;
  close(): void;
}

export async function openPageClient(url: string): Promise<PageClient> {
  const shell = await (await fetch(url)).text();
  const token = /name="workbench-token" content="([^"]+)"/.exec(shell)?.[1] ?? '';
  const socket = new WebSocket(`${url.replace('http:', 'ws:')}/socket`, ['workbench', token], {origin: url});
  const received: ToPage[] = [];
  let waiting: (() => void) | null = null;
  let lastChange = 0;
  socket.on('message', (data) => {
    const message: ToPage = JSON.parse(String(data));
    if (message.kind === 'changes' || message.kind === 'workbook') lastChange = message.change;
    received.push(message);
    waiting?.();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const next: PageClient['next'] = async (kind) => {
    for (;;) {
      const at = received.findIndex((message) => message.kind === kind);
      const found = received[at];
      if (found !== undefined) {
        received.splice(0, at + 1);
        return found as Extract<ToPage, {readonly kind: typeof kind}>; // Found by this kind.
      }
      await new Promise<void>((resolve) => {
        waiting = resolve;
      });
    }
  };
  const first = await next('workbook');
  const send = (message: FromPage | string): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  let edits = 0;
  return {
    unitId: String(Reflect.get(first.workbook, 'id')),
    lastChange: () => lastChange,
    send,
    edit: (changes, after = lastChange) => {
      edits += 1;
      send({kind: 'edit', edit: {page: first.page, number: edits}, after, changes});
    },
    next,
    closed: () => closed,
    close: () => socket.terminate(),
  };
}
