import type {DownloadOutcome, Downloads} from '../../core/ports.ts';

const timeoutSeconds = 30;

/** Stripe answers the address of a PDF with a redirect to where it is kept, so redirects are followed: no key goes along. */
export function publicDownloads(): Downloads {
  return {
    fetchAll(urls) {
      if (urls.length === 0) return [];
      try {
        return UrlFetchApp.fetchAll(urls.map(fetchRequest)).map(outcome);
      } catch (fault) {
        // One unreachable address makes fetchAll throw for all of them, and does not say which.
        if (urls.length > 1) return urls.flatMap((url) => publicDownloads().fetchAll([url]));
        return [{kind: 'failed', reason: fault instanceof Error ? fault.message : String(fault)}];
      }
    },
  };
}

function fetchRequest(url: string): GoogleAppsScript.URL_Fetch.URLFetchRequest & {timeoutSeconds: number} {
  return {url, method: 'get', muteHttpExceptions: true, timeoutSeconds};
}

function outcome(response: GoogleAppsScript.URL_Fetch.HTTPResponse): DownloadOutcome {
  const status = response.getResponseCode();
  if (status !== 200) return {kind: 'failed', reason: `status ${status}`};
  const bytes = response.getContent();
  return {kind: 'file', base64: Utilities.base64Encode(bytes), bytes: bytes.length};
}
