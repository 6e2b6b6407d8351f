import {
  chooseAction,
  doPreviewed,
  openActions,
  previewAgain,
  previewTyped,
  resumeKept,
  stopAction,
} from '../../../sidebar/jobs/actions.ts';
import {lookUp} from '../../../sidebar/jobs/lookup.ts';
import {downloadPdfs, pdfsMax} from '../../../sidebar/jobs/pdfs.ts';
import type {PaymentLookup} from '../../../src/core/sidebar-contract.ts';
import {continues, creditPreview, ids, openOffer, voided, voidPreview} from '../support/action-states.ts';
import {done, held, refused, type ScriptedApi} from '../support/scripted-google.ts';
import {scriptedPage} from '../support/scripted-page.ts';
import {lookup, nordwind} from '../support/sidebar-states.ts';

const unreachable = refused('STRIPE_UNREACHABLE', 'Stripe did not answer.', 'Try again.');
const script: ScriptedApi = {
  offerActions: () => done({offers: [openOffer]}),
  previewAction: () => done(voidPreview),
  doAction: () => done(voided),
  lookUpPayments: () => done(lookup),
};

const opened = async (changed: ScriptedApi = {}) => {
  const page = scriptedPage({...script, ...changed});
  await openActions(page.ports, [ids[0]]);
  return page;
};
const previewed = async (changed: ScriptedApi = {}) => {
  const page = await opened(changed);
  await chooseAction(page.ports, 'void');
  page.ports.store.dispatch({type: 'actions-typed', change: {reasonCode: 'Duplicate'}});
  await previewTyped(page.ports);
  return page;
};
const step = (page: ReturnType<typeof scriptedPage>) => page.state().actions.open?.step;
const names = (page: ReturnType<typeof scriptedPage>) => page.calls.map(({name}) => name);

describe('openActions()', () => {
  test('asks what may be done, and of no invoice nothing', async () => {
    const page = await opened();
    expect(page.calls).toEqual([{name: 'offerActions', args: [{invoiceIds: [ids[0]]}]}]);
    expect(page.state().actions.open).toMatchObject({offers: [openOffer], isAsking: false});
    await openActions(page.ports, []);
    expect(page.calls).toHaveLength(1);
  });

  test('an answer for what was closed meanwhile is dropped', async () => {
    const answer = held<ReturnType<typeof done<{offers: readonly (typeof openOffer)[]}>>>();
    const page = scriptedPage({...script, offerActions: () => answer.answer});
    const first = openActions(page.ports, [ids[0]]);
    page.ports.store.dispatch({type: 'actions-closed'});
    page.ports.store.dispatch({type: 'actions-opened', invoiceIds: [ids[1]]});
    answer.give(done({offers: [openOffer]}));
    await first;
    expect(page.state().actions.open).toMatchObject({offers: [], invoiceIds: [ids[1]]});
  });
});

describe('chooseAction()', () => {
  test('shows the form where there is one, and else asks for the preview at once', async () => {
    const page = await opened();
    await chooseAction(page.ports, 'void');
    expect(step(page)).toMatchObject({kind: 'filling', name: 'void'});
    await chooseAction(page.ports, 'send');
    expect(step(page)?.kind).toBe('previewed');
    expect(page.calls.at(-1)).toMatchObject({name: 'previewAction', args: [{action: {name: 'send'}}]});
  });
});

describe('previewTyped()', () => {
  test('asks nothing of the script for what is no request', async () => {
    const page = await opened();
    await chooseAction(page.ports, 'void');
    await previewTyped(page.ports);
    expect(names(page)).toEqual(['offerActions']);
    expect(step(page)).toMatchObject({problems: [{field: 'reason-code'}]});
  });

  test('keeps what was typed when it fails', async () => {
    const page = await previewed({previewAction: () => unreachable});
    expect(page.state().actions.open).toMatchObject({
      step: {kind: 'filling', name: 'void'},
      form: {reasonCode: 'Duplicate'},
      failure: unreachable.failure,
    });
  });
});

test.each([
  ['typed on', {type: 'actions-typed', change: {reason: 'More'}}],
  ['gone back', {type: 'actions-back'}],
] as const)(
  'a preview is dropped when a person has %s meanwhile, and can be asked for again',
  async (_, act) => {
    const page: ReturnType<typeof scriptedPage> = scriptedPage({
      ...script,
      previewAction: () => {
        page.ports.store.dispatch(act);
        return done(voidPreview);
      },
    });
    await openActions(page.ports, [ids[0]]);
    await chooseAction(page.ports, 'void');
    page.ports.store.dispatch({type: 'actions-typed', change: {reasonCode: 'Duplicate'}});
    await previewTyped(page.ports);
    expect(step(page)?.kind).toBe(act.type === 'actions-back' ? 'choosing' : 'filling');
    expect(page.state().actions.open?.isAsking).toBe(false);
  },
);

describe('doPreviewed()', () => {
  test('does exactly what was previewed, part by part, and reads the shown invoices again', async () => {
    const parts = [continues(1, 1), voided];
    const page = scriptedPage({...script, doAction: () => done(parts.shift() ?? voided)});
    await lookUp(page.ports, {request: {texts: ['Nordwind']}, insteadOf: null});
    await openActions(page.ports, ids);
    await chooseAction(page.ports, 'send');
    await doPreviewed(page.ports);
    const request = {invoiceIds: [ids[0]], action: {name: 'send'}, reasonCode: '', reason: ''};
    expect(page.calls.slice(-3)).toEqual([
      {name: 'doAction', args: [{...request, digest: 'digest_void', forMs: 10_000}]},
      {name: 'doAction', args: [{...request, digest: 'digest_void', forMs: 10_000}]},
      {name: 'lookUpPayments', args: [{texts: [nordwind.invoiceId]}]},
    ]);
    expect(step(page)).toMatchObject({kind: 'done', result: voided});
  });

  test('the card that is read again keeps its place and how it was found', async () => {
    const paid: PaymentLookup = {
      ...lookup,
      results: [
        {
          kind: 'invoice',
          asked: nordwind.invoiceId,
          foundBy: null,
          payment: {...nordwind, state: {text: 'Void', tone: 'plain'}},
        },
      ],
    };
    const page = scriptedPage({
      ...script,
      lookUpPayments: (request) =>
        done('texts' in request && request.texts[0] === nordwind.invoiceId ? paid : lookup),
    });
    await lookUp(page.ports, {request: {texts: ['Nordwind']}, insteadOf: null});
    await openActions(page.ports, [ids[0]]);
    await chooseAction(page.ports, 'send');
    await doPreviewed(page.ports);
    expect(page.state().lookup.found?.results).toEqual([
      {
        kind: 'invoice',
        asked: 'Nordwind',
        foundBy: 'Found by customer name in the Receivables tab.',
        payment: {...nordwind, state: {text: 'Void', tone: 'plain'}},
      },
    ]);
  });

  test('a card that cannot be read again is said to be old', async () => {
    let isDown = false;
    const page = scriptedPage({...script, lookUpPayments: () => (isDown ? unreachable : done(lookup))});
    await lookUp(page.ports, {request: {texts: ['Nordwind']}, insteadOf: null});
    await openActions(page.ports, [ids[0]]);
    await chooseAction(page.ports, 'send');
    isDown = true;
    await doPreviewed(page.ports);
    expect(page.state().lookup).toMatchObject({
      found: lookup,
      old: {invoiceIds: [ids[0]], failure: unreachable.failure},
    });
  });

  test('stops after the part that is under way, is kept, and goes on with the same digest', async () => {
    const page = await previewed({
      doAction: () => {
        stopAction(page.ports);
        return done(continues(1, 1));
      },
    });
    await doPreviewed(page.ports);
    expect(step(page)).toMatchObject({kind: 'stopped', failure: null, work: {remaining: 1}});
    page.ports.store.dispatch({type: 'actions-closed'});
    const [kept] = page.state().actions.kept;
    if (kept === undefined) throw new Error('One is kept.');
    const before = page.calls.length;
    await resumeKept(page.ports, kept);
    expect(page.calls).toHaveLength(before);
    await doPreviewed(page.ports);
    expect(page.calls.at(-1)).toMatchObject({name: 'doAction', args: [{digest: 'digest_void'}]});
  });

  test('a failure stops it where it is, and it can be gone on with', async () => {
    let isDown = true;
    const page = await previewed({doAction: () => (isDown ? unreachable : done(voided))});
    await doPreviewed(page.ports);
    expect(step(page)).toMatchObject({kind: 'stopped', failure: unreachable.failure});
    isDown = false;
    await doPreviewed(page.ports);
    expect(step(page)?.kind).toBe('done');
  });

  test('gives up when answer after answer brings no step ahead', async () => {
    const page = await previewed({doAction: () => done(continues(0, 2))});
    await doPreviewed(page.ports);
    expect(step(page)).toMatchObject({kind: 'stopped', failure: {code: 'WORK_STUCK'}});
    expect(names(page).filter((name) => name === 'doAction')).toHaveLength(31);
  });

  test('pressed twice, it works once; and nothing else is opened meanwhile', async () => {
    const page = await previewed();
    await Promise.all([
      doPreviewed(page.ports),
      doPreviewed(page.ports),
      openActions(page.ports, [ids[1]]),
      previewAgain(page.ports),
    ]);
    expect(names(page).filter((name) => name === 'doAction')).toHaveLength(1);
    expect(names(page).filter((name) => name === 'offerActions')).toHaveLength(1);
  });
});

test('resumeKept() looks at once whether an approval has come', async () => {
  const page = await previewed({previewAction: () => done(creditPreview)});
  page.ports.store.dispatch({type: 'actions-closed'});
  const [kept] = page.state().actions.kept;
  if (kept === undefined) throw new Error('One is kept.');
  const before = page.calls.at(-1);
  await resumeKept(page.ports, kept);
  expect(page.calls.at(-1)).toEqual(before);
  expect(names(page).filter((name) => name === 'previewAction')).toHaveLength(2);
  expect(step(page)).toMatchObject({kind: 'previewed', hasChanged: false});
});

describe('downloadPdfs()', () => {
  const zip = {fileName: 'invoices.zip', zipBase64: 'UEs=', leftOut: ['INV-3 is a draft.']};

  test('hands the zip to the browser and names what was left out', async () => {
    const page = scriptedPage({downloadPdfs: () => done(zip)});
    await downloadPdfs(page.ports, ids);
    expect(page.saved).toEqual([{fileName: 'invoices.zip', base64: 'UEs=', type: 'application/zip'}]);
    expect(page.state().actions.pdfs).toEqual({
      kind: 'told',
      message: 'invoices.zip with 2 PDFs is handed to the browser to save.',
      leftOut: zip.leftOut,
    });
  });

  test('hands over nothing where every invoice was left out', async () => {
    const page = scriptedPage({downloadPdfs: () => done({...zip, leftOut: ['a', 'b', 'c']})});
    await downloadPdfs(page.ports, ids);
    expect(page.saved).toEqual([]);
    expect(page.state().actions.pdfs).toMatchObject({message: 'None of these invoices has a PDF.'});
  });

  test('asks for no more than the script packs', async () => {
    const page = scriptedPage({downloadPdfs: () => done(zip)});
    const many = Array.from({length: pdfsMax + 1}, (_, at) => `in_${at}`);
    await downloadPdfs(page.ports, many);
    expect(page.calls).toEqual([]);
    expect(page.state().actions.pdfs).toMatchObject({
      message: '41 invoices are ticked, and 40 PDFs can be downloaded at once. Untick some.',
    });
    await downloadPdfs(page.ports, many.slice(1));
    expect(page.calls).toHaveLength(1);
  });

  test('tells a failure with what to ask again', async () => {
    const page = scriptedPage({downloadPdfs: () => unreachable});
    await downloadPdfs(page.ports, ids);
    expect(page.state().actions.pdfs).toEqual({
      kind: 'failed',
      failure: unreachable.failure,
      invoiceIds: ids,
    });
  });
});
