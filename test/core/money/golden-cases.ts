import {readFileSync} from 'node:fs';
import {array, type GenericSchema, parse, pipe, regex, strictObject, string} from 'valibot';

/** One row of `test/cases/*.json`: what a rule of docs/billing-rules.md says about an input, and where that is from. */
export interface GoldenCase<Input, Expected> {
  readonly name: string;
  readonly rule: string;
  readonly source: string;
  readonly input: Input;
  readonly expected: Expected;
}

/** Reads a file of `test/cases`; a case without its rule or source, or of another shape, fails the test that reads it. */
export function goldenCases<Input, Expected>(
  file: string,
  shape: {readonly input: GenericSchema<unknown, Input>; readonly expected: GenericSchema<unknown, Expected>},
): readonly GoldenCase<Input, Expected>[] {
  const text = readFileSync(new URL(`../../cases/${file}`, import.meta.url), 'utf8');
  const goldenCase = strictObject({
    name: string(),
    rule: pipe(string(), regex(/^[A-Z]\d+$/)),
    source: string(),
    input: shape.input,
    expected: shape.expected,
  });
  return parse(array(goldenCase), JSON.parse(text));
}
