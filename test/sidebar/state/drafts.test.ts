import {
  groupsByKind,
  groupTitle,
  initialDrafts,
  kindOf,
  needsLook,
  reduceDrafts,
  rowsText,
  shortSentence,
} from '../../../sidebar/state/drafts.ts';
import {
  checked,
  createComplete,
  createContinues,
  draftGroup,
  groups,
  previewed,
} from '../support/invoice-states.ts';

const failure = {code: 'STRIPE_UNREACHABLE', fact: 'F.', nextStep: 'N.', requestId: null};
const stale = {...failure, code: 'PREVIEW_STALE'};
const found = reduceDrafts(reduceDrafts(initialDrafts, {type: 'drafts-asked', work: 'preview'}), {
  type: 'drafts-answered',
  asked: 'preview',
  reply: previewed,
});

describe('reduceDrafts()', () => {
  test('keeps what was found while it is asked again', () => {
    const asked = reduceDrafts(found, {type: 'drafts-asked', work: 'check'});
    expect(asked).toMatchObject({work: 'check', found: {asked: 'preview', reply: previewed}});
    expect(reduceDrafts(asked, {type: 'drafts-answered', asked: 'check', reply: checked})).toMatchObject({
      work: null,
      found: {asked: 'check', reply: checked},
    });
  });

  test('a failure keeps what was found, unless the rows have changed under it', () => {
    const asked = reduceDrafts(found, {type: 'drafts-asked', work: 'preview'});
    expect(reduceDrafts(asked, {type: 'drafts-failed', failure})).toMatchObject({
      work: null,
      found: {reply: previewed},
      failed: {failure, again: 'preview'},
    });
    expect(reduceDrafts(asked, {type: 'drafts-failed', failure: stale}).found).toBeNull();
  });

  test('asking anew takes away what failed and what was told', () => {
    const told = {...found, failed: {failure, again: 'check' as const}, showFailure: failure, told: 'Done.'};
    expect(reduceDrafts(told, {type: 'drafts-asked', work: 'check'})).toMatchObject({
      failed: null,
      showFailure: null,
      told: null,
    });
  });

  test('what was found is used up by creating it, and by rows that are not the same any more', () => {
    expect(reduceDrafts(found, {type: 'creation-answered', reply: createContinues(1, 1)})).toBe(found);
    expect(reduceDrafts(found, {type: 'creation-answered', reply: createComplete}).found).toBeNull();
    expect(reduceDrafts(found, {type: 'creation-failed', failure})).toBe(found);
    expect(reduceDrafts(found, {type: 'creation-failed', failure: stale}).found).toBeNull();
  });
});

describe('groupsByKind()', () => {
  test('puts those that need a person first and loses none', () => {
    const sections = groupsByKind(groups, false);
    expect(sections.map(({kind}) => kind)).toEqual([
      'problem',
      'waits',
      'stopped',
      'edited',
      'ready',
      'not-due-yet',
      'done',
    ]);
    expect(sections.flatMap(({groups: ofKind}) => ofKind)).toHaveLength(groups.length);
  });

  test('shows on request only what has a problem or a warning', () => {
    const kinds = groupsByKind(groups, true).map(({kind}) => kind);
    expect(kinds).toEqual(['problem', 'waits', 'stopped', 'edited']);
  });
});

test.each([
  ['Ready', 'ready'],
  ['Waiting for approval', 'ready'],
  ['Approved', 'ready'],
  ['Creating', 'ready'],
  ['Draft in Stripe', 'done'],
  ['Reversed', 'done'],
  ['Stopped: total differs', 'stopped'],
])('kindOf() takes %s for %s', (status, kind) => {
  expect(kindOf(draftGroup(2, {status}))).toBe(kind);
});

test('needsLook() also finds a warning that was accepted', () => {
  const warnings = [{row: 2, header: null, sentence: 'Looks like INV-1.'}];
  expect(needsLook(draftGroup(2, {warnings}))).toBe(true);
  expect(needsLook(draftGroup(2))).toBe(false);
});

test('rowsText() tells rows next to each other by the first and the last', () => {
  expect(rowsText([7])).toBe('Row 7');
  expect(rowsText([7, 8, 9])).toBe('Rows 7–9');
  expect(rowsText([7, 9, 10, 14])).toBe('Rows 7, 9–10, 14');
});

test('groupTitle() begins with the group’s name where it has one', () => {
  expect(groupTitle({group: null, rows: [7]})).toBe('Row 7');
  expect(groupTitle({group: 'A-17', rows: [7, 8]})).toBe('A-17 · rows 7–8');
});

test('shortSentence() leaves out whose invoice it is, and nothing else', () => {
  expect(shortSentence('Cannot create the invoice of row 7: quantity is −2. Enter more.')).toBe(
    'Quantity is −2. Enter more.',
  );
  expect(shortSentence('Rows 7 and 9 are the same line twice.')).toBe(
    'Rows 7 and 9 are the same line twice.',
  );
});
