import {initialSidebar, reduceSidebar, type Sidebar} from '../../../sidebar/state/sidebar.ts';
import {sliceContinues} from '../support/refresh-slices.ts';
import {connectedState, freshState, keyCheck, lookup, refreshedState} from '../support/sidebar-states.ts';

const answered = (value: typeof freshState, before: Sidebar = initialSidebar) =>
  reduceSidebar(before, {type: 'state-answered', answer: {kind: 'done', value}});
const failure = {code: 'GOOGLE_SILENT', fact: 'F.', nextStep: 'N.', requestId: null};

describe('reduceSidebar()', () => {
  test.each([
    ['connect', freshState],
    ['receivables', connectedState],
    ['receivables', {...refreshedState, connection: null}],
  ])('begins with %s', (view, state) => {
    expect(answered(state).view).toBe(view);
  });

  test('leaves a person in the view that they have chosen', () => {
    const chosen = reduceSidebar(initialSidebar, {type: 'view-chosen', view: 'settings'});
    expect(answered(freshState, chosen).view).toBe('settings');
  });

  test('keeps what was known when it cannot be read again', () => {
    const known = answered(refreshedState);
    const asked = reduceSidebar(known, {type: 'state-asked'});
    expect(asked.known).toMatchObject({isReading: true, value: refreshedState});
    const after = reduceSidebar(asked, {type: 'state-answered', answer: {kind: 'failed', failure}});
    expect(after.known).toMatchObject({value: refreshedState, isReading: false, failure});
    expect(answered(refreshedState, after).known.failure).toBeNull();
  });

  test('shows a view also when the first reading fails', () => {
    const after = reduceSidebar(initialSidebar, {type: 'state-answered', answer: {kind: 'failed', failure}});
    expect(after).toMatchObject({view: 'receivables', known: {value: null, failure}});
  });

  test('fills the settings from what is stored, and never over what somebody types', () => {
    const first = answered(refreshedState);
    expect(first.settings.form).toMatchObject({bucketEdges: '30, 60, 90, 120', timeZone: ''});
    const stored = {...refreshedState.settings.values, bucketEdges: [7]};
    const changed = {...refreshedState, settings: {...refreshedState.settings, values: stored}};
    expect(answered(changed, first).settings.form?.bucketEdges).toBe('7');

    const form = {...(first.settings.form ?? never()), bucketEdges: '15, 45'};
    const typed = reduceSidebar(first, {type: 'settings-typed', form});
    expect(answered(changed, typed).settings.form?.bucketEdges).toBe('15, 45');
  });

  test('each part takes its own actions, and only those', () => {
    const before = answered(refreshedState);
    const parts = ['refresh', 'aging', 'automatic', 'connect', 'lookup', 'settings'] as const;
    const touched = (after: Sidebar) => parts.filter((part) => after[part] !== before[part]);
    expect(touched(reduceSidebar(before, {type: 'refresh-started', progress: null}))).toEqual(['refresh']);
    expect(touched(reduceSidebar(before, {type: 'aging-currency-chosen', currency: 'EUR'}))).toEqual([
      'aging',
    ]);
    expect(touched(reduceSidebar(before, {type: 'automatic-asked', on: true}))).toEqual(['automatic']);
    expect(touched(reduceSidebar(before, {type: 'disconnect-asked'}))).toEqual(['connect']);
    expect(touched(reduceSidebar(before, {type: 'lookup-typed', typed: 'x'}))).toEqual(['lookup']);
    expect(touched(reduceSidebar(before, {type: 'settings-saving'}))).toEqual(['settings']);
  });

  test('another view takes away what was told of something done, and nothing that failed', () => {
    const begun = answered(refreshedState);
    const told = reduceSidebar(begun, {type: 'automatic-told', message: 'It is on.'});
    const failedToo = reduceSidebar(told, {type: 'refresh-failed', failure});
    const after = reduceSidebar(failedToo, {type: 'view-chosen', view: 'settings'});
    expect(after).toMatchObject({
      view: 'settings',
      automatic: {task: {kind: 'idle'}},
      refresh: {kind: 'failed'},
    });
    expect(reduceSidebar(told, {type: 'view-chosen', view: 'receivables'})).toMatchObject({
      automatic: {task: {kind: 'told'}},
    });
  });

  test('a question about discarding is over as soon as the refresh goes on', () => {
    const asked = reduceSidebar(answered(refreshedState), {type: 'discard-asked', isAsked: true});
    expect(asked.isDiscardAsked).toBe(true);
    expect(reduceSidebar(asked, {type: 'refresh-started', progress: null}).isDiscardAsked).toBe(false);
  });
});

describe('what a screen reader hears', () => {
  const said = (action: Parameters<typeof reduceSidebar>[1]) =>
    reduceSidebar({...initialSidebar, announcement: 'before'}, action).announcement;

  test('is how far a refresh has come', () => {
    expect(said({type: 'refresh-answered', reply: sliceContinues(12)})).toBe(
      '12 pages, 1,200 invoices, about 40 seconds left',
    );
  });

  test('is what came of a key and of a look-up', () => {
    expect(said({type: 'key-answered', check: keyCheck, message: 'Connected.', outcome: 'connected'})).toBe(
      'Connected.',
    );
    expect(said({type: 'lookup-answered', found: lookup})).toBe('1 result.');
  });

  test('is nothing new for what an alert says, or for typing', () => {
    expect(said({type: 'refresh-failed', failure})).toBe('before');
    expect(said({type: 'lookup-typed', typed: 'x'})).toBe('before');
  });
});

function never(): never {
  throw new Error('The form is filled by then.');
}
