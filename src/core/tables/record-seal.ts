import type {Digest, Properties, Random, RecordStore} from '../ports.ts';

export interface SealPorts {
  readonly digest: Digest;
  readonly documentProperties: Properties;
  readonly random: Random;
}

/** Tells the rows of a hidden list that the add-on has written in this spreadsheet from what anybody else has put there. */
interface RecordSeal {
  /** What is kept beside the text of a row. */
  of(text: string): string;
  fits(text: string, seal: string): boolean;
}

/** Nobody who edits cells reads document properties; a copy of the spreadsheet has none of them. */
const secretProperty = 'records.secret';
const secretFractions = 8;

/** Each list has seals of its own: a row that was moved from one to another is not believed there. */
export function recordSeal(ports: SealPorts, store: RecordStore): RecordSeal {
  let secret: string | null = null;
  const of = (text: string): string => {
    secret ??= readSecret(ports);
    return ports.digest.sha256Hex(JSON.stringify([secret, store, text, secret]));
  };
  return {of, fits: (text, seal) => seal !== '' && seal === of(text)};
}

function readSecret({digest, documentProperties, random}: SealPorts): string {
  const kept = documentProperties.read(secretProperty);
  if (kept !== null) return kept;
  const fractions = Array.from({length: secretFractions}, () => random.nextFraction());
  const secret = digest.sha256Hex(JSON.stringify(fractions));
  documentProperties.write(secretProperty, secret);
  return secret;
}
