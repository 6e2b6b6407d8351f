import type {Http} from '../ports.ts';

/** The same Http, and how many requests have gone through it: Google counts each one. */
export function countingHttp(http: Http): {readonly http: Http; requestsSent(): number} {
  let sent = 0;
  return {
    http: {
      sendAll(requests) {
        sent += requests.length;
        return http.sendAll(requests);
      },
    },
    requestsSent: () => sent,
  };
}
