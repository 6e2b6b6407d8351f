import type {Http, HttpOutcome, HttpRequest} from '../../core/ports.ts';

/** Stripe answers a page within seconds; Google itself would wait 360, and one hanging answer must not eat a run. */
const timeoutSeconds = 20;

/** HTTP through UrlFetchApp: all requests of a wave in one `fetchAll`. Redirects are not followed, for they would carry the key along. */
export function urlFetchHttp(): Http {
  return {
    sendAll(requests) {
      if (requests.length === 0) return [];
      try {
        return UrlFetchApp.fetchAll(requests.map(fetchRequest)).map(outcome);
      } catch (fault) {
        // One unreachable address makes fetchAll throw for the whole wave, and does not say which.
        const reason = fault instanceof Error ? fault.message : String(fault);
        return requests.map(() => ({kind: 'unreachable', reason}));
      }
    },
  };
}

function fetchRequest(
  request: HttpRequest,
): GoogleAppsScript.URL_Fetch.URLFetchRequest & {timeoutSeconds: number} {
  const {'Content-Type': contentType, ...headers} = request.headers;
  return {
    url: request.url,
    method: methodNames[request.method],
    headers,
    ...(contentType === undefined ? {} : {contentType}),
    ...(request.body === null ? {} : {payload: request.body}),
    muteHttpExceptions: true,
    followRedirects: false,
    timeoutSeconds,
  };
}

const methodNames = {GET: 'get', POST: 'post', DELETE: 'delete'} as const;

function outcome(response: GoogleAppsScript.URL_Fetch.HTTPResponse): HttpOutcome {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.getHeaders()))
    headers[name.toLowerCase()] = String(value);
  return {
    kind: 'response',
    response: {status: response.getResponseCode(), headers, body: response.getContentText()},
  };
}
