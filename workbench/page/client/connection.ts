import type {FromPage, ToPage} from './messages.ts';

export interface Connection {
  send(message: FromPage): void;
}

export interface ConnectionEvents {
  message(message: ToPage): void;
  /** The workbench does not answer; the page tries again until it does. */
  lost(): void;
}

const retryMs = 1_000;

/**
 * Connects the page with the workbench that served it. When that ends, the page waits for the next one and loads again:
 * the next one has another token, and maybe another script.
 */
export function connect({message, lost}: ConnectionEvents): Connection {
  const token = document.querySelector<HTMLMetaElement>('meta[name="workbench-token"]')?.content ?? '';
  const socket = new WebSocket(`ws://${location.host}/socket`, ['workbench', token]);
  socket.addEventListener('message', ({data}) => {
    const received: ToPage = JSON.parse(String(data));
    message(received);
  });
  socket.addEventListener('close', () => {
    lost();
    waitForNext();
  });
  return {
    send: (sent) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(sent));
    },
  };
}

function waitForNext(): void {
  setTimeout(() => {
    fetch('/', {method: 'HEAD', cache: 'no-store'}).then(
      () => location.reload(),
      () => waitForNext(),
    );
  }, retryMs);
}
