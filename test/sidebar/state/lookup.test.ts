import {initialLookup, problemWith, reduceLookup, textsMax, textsOf} from '../../../sidebar/state/lookup.ts';
import {lookup} from '../support/sidebar-states.ts';

const notFound = (asked: string) => ({kind: 'not-found', asked, message: 'No.'}) as const;
const choice = {kind: 'candidates', asked: 'Acme', message: 'Two fit.', candidates: []} as const;

describe('textsOf()', () => {
  test('is one text for each line, trimmed, each once; a comma is part of a name', () => {
    expect(textsOf(' INV-1 \n\nAcme, Inc.\nINV-1\n')).toEqual(['INV-1', 'Acme, Inc.']);
  });
});

describe('problemWith()', () => {
  test('refuses nothing and too much, and nothing between', () => {
    const texts = (count: number) => Array.from({length: count}, (_, at) => `INV-${at}`);
    expect(problemWith([])).toContain('Type at least one');
    expect(problemWith(texts(1))).toBeNull();
    expect(problemWith(texts(textsMax))).toBeNull();
    expect(problemWith(texts(textsMax + 1))).toBe(
      'These are 21 lines, and 20 can be looked up at once. Take some out.',
    );
  });
});

describe('reduceLookup()', () => {
  const asking = {request: {texts: ['in_2']}, insteadOf: 1};

  test('puts what was found for a chosen candidate in the place of the choice', () => {
    const found = {
      ...lookup,
      results: [notFound('a'), choice, notFound('c')],
      notes: ['One row is left out.'],
    };
    const asked = reduceLookup({...initialLookup, found}, {type: 'lookup-asked', asking});
    expect(asked.found).toBe(found);
    const after = reduceLookup(asked, {type: 'lookup-answered', found: lookup});
    expect(after.found?.results).toEqual([notFound('a'), ...lookup.results, notFound('c')]);
    expect(after.found?.notes).toEqual(['One row is left out.']);
    expect(after.asking).toBeNull();
  });

  test('a new look-up replaces all results', () => {
    const asked = reduceLookup(
      {...initialLookup, found: {...lookup, results: [notFound('a')]}},
      {type: 'lookup-asked', asking: {request: {selection: true}, insteadOf: null}},
    );
    expect(reduceLookup(asked, {type: 'lookup-answered', found: lookup}).found).toEqual(lookup);
  });

  test('keeps with a failure what to ask again, and forgets it with the next', () => {
    const failure = {code: 'X', fact: 'F.', nextStep: 'N.', requestId: null};
    const asked = reduceLookup(initialLookup, {type: 'lookup-asked', asking});
    const failed = reduceLookup(asked, {type: 'lookup-failed', failure});
    expect(failed).toMatchObject({asking: null, failed: {failure, asked: asking}});
    expect(reduceLookup(failed, {type: 'lookup-asked', asking}).failed).toBeNull();
  });

  test('typing takes a complaint about the text away', () => {
    const refused = reduceLookup(initialLookup, {type: 'lookup-refused', problem: 'Too many.'});
    expect(refused.problem).toBe('Too many.');
    expect(reduceLookup(refused, {type: 'lookup-typed', typed: 'a'})).toMatchObject({
      typed: 'a',
      problem: null,
    });
  });
});
