const secrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Stripe shows keys with stars in its own messages: those go too, so that no test for a key has to know the difference.
  [/\b(?:sk|rk|pk|ek|whsec)_[\w*]+/g, '[key]'],
  [/\bBearer\s+\S+/gi, 'Bearer [key]'],
  [/_secret_\w+/g, '_secret_[hidden]'],
  // Google's messages quote the whole address of a failed request, with the filters and e-mails of its query.
  // What closes the sentence or bracket around the address stays.
  [/(https?:\/\/[^\s?]+)\?\S*?(?=[).,;:"']*(?:\s|$))/g, '$1'],
];

/** A text from outside made fit for a message or a log: keys, bearer tokens, client secrets and queries of addresses removed. */
export function redact(text: string, key = ''): string {
  const withoutKey = key === '' ? text : text.split(key).join('[key]');
  return secrets.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), withoutKey);
}
