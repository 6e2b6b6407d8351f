import {
  chooseBatch,
  openReversal,
  previewReversal,
  reverseBatch,
  stopReversal,
} from '../../../sidebar/jobs/reversal.ts';
import {continues, voided} from '../support/action-states.ts';
import {batches, decided, undecided} from '../support/reversal-states.ts';
import {done, refused, type ScriptedApi} from '../support/scripted-google.ts';
import {scriptedPage} from '../support/scripted-page.ts';

const stale = refused('PREVIEW_STALE', 'INV-0050 was paid since.', 'Preview again.');
const script: ScriptedApi = {
  listBatches: () => done({batches}),
  previewReversal: ({reasonCode}) => done(reasonCode === '' ? undecided : decided),
  reverseBatch: () => done(voided),
  readDrafts: () => done({tab: null, unfinished: null}),
};

const deciding = async (changed: ScriptedApi = {}) => {
  const page = scriptedPage({...script, ...changed});
  await openReversal(page.ports);
  await chooseBatch(page.ports, 'batch_2');
  return page;
};
const previewed = async (changed: ScriptedApi = {}) => {
  const page = await deciding(changed);
  page.ports.store.dispatch({type: 'reversal-decided', invoiceId: 'in_tax', decision: 'credit note'});
  page.ports.store.dispatch({
    type: 'reversal-typed',
    change: {reasonCode: 'Other', reason: ' Two by mistake '},
  });
  await previewReversal(page.ports);
  return page;
};
const step = (page: ReturnType<typeof scriptedPage>) => page.state().reversal?.step;

test('openReversal() lists the batches', async () => {
  const page = scriptedPage(script);
  await Promise.all([openReversal(page.ports), openReversal(page.ports)]);
  expect(page.calls).toEqual([{name: 'listBatches', args: []}]);
  expect(page.state().reversal).toMatchObject({batches, step: {kind: 'choosing'}});
});

test('chooseBatch() asks how each invoice could be taken back, with nothing decided', async () => {
  const page = await deciding();
  expect(page.calls.at(-1)).toMatchObject({
    name: 'previewReversal',
    args: [{batchId: 'batch_2', decisions: {}, reasonCode: ''}],
  });
  expect(step(page)).toMatchObject({kind: 'deciding', preview: undecided});
});

describe('previewReversal()', () => {
  test('wants a reason first', async () => {
    const page = await deciding();
    await previewReversal(page.ports);
    expect(page.calls).toHaveLength(2);
    expect(page.state().reversal?.problems).toEqual([{field: 'reason-code', message: 'Choose a reason.'}]);
  });

  test('asks with the decisions and the reason', async () => {
    const page = await previewed();
    expect(page.calls.at(-1)?.args).toEqual([
      {
        batchId: 'batch_2',
        decisions: {in_tax: 'credit note'},
        paidPartGoesTo: 'customer balance',
        reasonCode: 'Other',
        reason: 'Two by mistake',
      },
    ]);
    expect(step(page)).toEqual({kind: 'previewed', preview: decided});
  });

  test('an answer to what was asked before a person typed on is dropped', async () => {
    const page = await deciding({
      previewReversal: ({reasonCode}) => {
        if (reasonCode !== '') page.ports.store.dispatch({type: 'reversal-typed', change: {reason: 'More'}});
        return done(reasonCode === '' ? undecided : decided);
      },
    });
    page.ports.store.dispatch({type: 'reversal-typed', change: {reasonCode: 'Wrong prices'}});
    await previewReversal(page.ports);
    expect(step(page)?.kind).toBe('deciding');
    expect(page.state().reversal?.isAsking).toBe(false);
  });
});

describe('reverseBatch()', () => {
  test('does what was previewed, part by part', async () => {
    const parts = [continues(1, 3), voided];
    const page = await previewed({reverseBatch: () => done(parts.shift() ?? voided)});
    await Promise.all([reverseBatch(page.ports), reverseBatch(page.ports)]);
    const asked = page.calls.filter(({name}) => name === 'reverseBatch');
    expect(asked).toHaveLength(2);
    expect(asked[0]?.args).toMatchObject([
      {
        digest: 'digest_reversal',
        forMs: 10_000,
        reason: 'Two by mistake',
        decisions: {in_tax: 'credit note'},
      },
    ]);
    expect(page.calls.at(-1)?.name).toBe('readDrafts');
    expect(step(page)).toMatchObject({kind: 'done', result: voided});
  });

  test('stops, goes on, and tells what is stale', async () => {
    let answer: () => ReturnType<NonNullable<ScriptedApi['reverseBatch']>> = () => {
      stopReversal(page.ports);
      return done(continues(1, 3));
    };
    const page = await previewed({reverseBatch: () => answer()});
    await reverseBatch(page.ports);
    expect(step(page)).toMatchObject({kind: 'stopped', work: {remaining: 3, total: 4}});
    answer = () => stale;
    await reverseBatch(page.ports);
    expect(step(page)).toMatchObject({kind: 'stopped', failure: stale.failure});
    await previewReversal(page.ports);
    expect(step(page)?.kind).toBe('previewed');
  });
});
