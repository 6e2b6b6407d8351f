/** Why something did not happen, and the one thing to do about it. */
export interface ShownFailure {
  /** An error code of the add-on, or one of those below, which only the way to Google can cause. */
  readonly code: string;
  readonly fact: string;
  readonly nextStep: string;
  /** What Stripe support asks for; null where no answer of Stripe caused it. */
  readonly requestId: string | null;
}

/** The first that matches Google's words decides; the last matches all. */
const explanations: readonly (readonly [RegExp, Omit<ShownFailure, 'requestId'>])[] = [
  [
    /NetworkError|HTTP 0\b|failed to fetch|connection failure/i,
    {
      code: 'GOOGLE_UNREACHABLE',
      fact: 'Google cannot be reached from this computer.',
      nextStep: 'Check the network, then try again.',
    },
  ],
  [
    /PERMISSION_DENIED|authori[sz]ation is required|do(es)? not have permission|not authori[sz]ed/i,
    {
      code: 'GOOGLE_NOT_AUTHORISED',
      fact: 'Google did not let the add-on work for you.',
      nextStep:
        'Reload the spreadsheet and open the sidebar from the menu again. With several Google accounts in this browser, sign out of the others.',
    },
  ],
  [
    /exceeded maximum execution time/i,
    {
      code: 'GOOGLE_TIME_UP',
      fact: 'Google ended the work, because it took longer than Google allows.',
      nextStep: 'What was done until then is kept. Try again to go on.',
    },
  ],
  [
    /too many times|quota|too many simultaneous/i,
    {
      code: 'GOOGLE_QUOTA',
      fact: "Google's allowance for this add-on is used up for now.",
      nextStep: 'Wait a while and try again; the daily allowance comes back within 24 hours.',
    },
  ],
];

/** What Google's own words for a failed call mean for the person in front of it. */
export function googleFailure(fault: unknown): ShownFailure {
  const words = withoutKeys(fault instanceof Error ? fault.message : String(fault)).trim();
  const known = explanations.find(([pattern]) => pattern.test(words));
  if (known !== undefined) return {...known[1], requestId: null};
  return {
    code: 'GOOGLE_FAILED',
    fact:
      words === '' ? 'Google failed and did not say why.' : `Google failed: ${words.replace(/[.!]?$/, '.')}`,
    nextStep: 'Try again. If it stays, reload the spreadsheet and open the sidebar again.',
    requestId: null,
  };
}

export const outsideGoogle: ShownFailure = {
  code: 'OUTSIDE_GOOGLE',
  fact: 'This page works only inside a spreadsheet.',
  nextStep: 'Open it there: Billing Ops → Open sidebar.',
  requestId: null,
};

export const noAnswer: ShownFailure = {
  code: 'GOOGLE_SILENT',
  fact: 'Google has not answered.',
  nextStep: 'It may still be at work. Wait a moment, then try again.',
  requestId: null,
};

/** The spreadsheet was open while the add-on was updated, so that page and script are of different versions. */
export const olderScript: ShownFailure = {
  code: 'VERSIONS_DIFFER',
  fact: 'The add-on was updated while this sidebar was open.',
  nextStep: 'Reload the spreadsheet and open the sidebar again.',
  requestId: null,
};

/** What the page shows of an answer that it cannot draw: the script is of another version, or there is a defect. */
export function undrawable(fault: unknown): ShownFailure {
  return {
    code: 'UNEXPECTED',
    fact: `This view cannot be shown: ${withoutKeys(fault instanceof Error ? fault.message : String(fault))}.`,
    nextStep: 'Reload the spreadsheet and open the sidebar again. If it stays, report it with these words.',
    requestId: null,
  };
}

/** Whether another key is the way out. */
export function isAboutTheKey(code: string): boolean {
  return ['CREDENTIALS_MISSING', 'CREDENTIALS_INVALID', 'PERMISSION_MISSING', 'MODE_MISMATCH'].includes(code);
}

/** A key that Google or Stripe repeats must not be shown again. */
const withoutKeys = (text: string): string => text.replace(/\b[rsp]k_(live|test)_\w+/g, '[key]');
