import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {createClock} from '../../workbench/apps-script/clock.ts';
import type {HostService} from '../../workbench/apps-script/host-call.ts';
import {createQuotaLedger} from '../../workbench/apps-script/quota-ledger.ts';
import {createLockService} from '../../workbench/apps-script/services/locks.ts';
import {createMailService} from '../../workbench/apps-script/services/mail.ts';
import type {SendInProcess} from '../../workbench/apps-script/services/url-fetch/exchange.ts';
import {createSpreadsheet, type Spreadsheet} from '../../workbench/spreadsheet/spreadsheet.ts';
import {openScript, returnOf, run, type ScriptWorld} from '../workbench/apps-script/support/script-world.ts';
import {echo, portContracts} from './port-contracts.ts';
import {documents} from './port-files.ts';

const globalName = 'Contracts';
const functions = ['checkPortContract(index)', 'publishRows(ids)', 'readRows()', 'keepBeside()'];

/** The adapters and their contracts as a script, built as the add-on is: one IIFE and top-level functions. */
async function contractScript(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL('port-script.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName,
    target: 'es2020',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    footer: {js: functions.map((one) => `function ${one}{return ${globalName}.${one}}`).join('\n')},
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

const script = contractScript();
const opened: Spreadsheet[] = [];
afterEach(() => {
  for (const spreadsheet of opened.splice(0)) spreadsheet.dispose();
});

const network: SendInProcess = ({url}) => {
  if (url === echo.unreachable || url === documents.unreachable) return {fault: 'dns'};
  if (url === documents.found) return {status: 200, headers: {}, body: Uint8Array.from(documents.bytes)};
  if (url === documents.missing) return {status: 404, headers: {}, body: ''};
  if (url === echo.missing)
    return {status: 404, headers: {'Content-Type': 'application/json'}, body: '{"error":{}}'};
  return {status: 200, headers: {'Request-Id': `req_${url.split('/').pop()}`}, body: url};
};

interface Opened {
  readonly world: ScriptWorld;
  /**
   * Ends the next execution before its n-th call of the spreadsheet, as Google's time limit does: that call and all
   * later ones are not made. What an execution knows dies with it, so an end after a call is one before the next.
   */
  killBefore(call: number | null): void;
  /** Methods of the spreadsheet that were called since. */
  calls(): readonly string[];
}

/** A fresh spreadsheet with the script beside it. */
async function openContracts(extraServices: readonly HostService[] = []): Promise<Opened> {
  const spreadsheet = createSpreadsheet({timeZone: 'America/New_York'});
  opened.push(spreadsheet);
  const {service} = spreadsheet;
  let killedCall: number | null = null;
  let calls: string[] = [];
  const watched: HostService = {
    name: service.name,
    call(method, args, context) {
      calls.push(method);
      if (killedCall !== null && calls.length >= killedCall) throw new Error('killed');
      return service.call(method, args, context);
    },
  };
  const clock = createClock({startUnixMs: 0});
  const mail = createMailService({quota: createQuotaLedger({clock}), nowUnixMs: clock.now});
  const world = await openScript(await script, {
    extraServices: [watched, mail, ...extraServices],
    route: {kind: 'in-process', send: network},
    urlFetchWhitelist: ['https://api.stripe.com/', 'https://pay.stripe.com/'],
  });
  return {
    world,
    killBefore(call) {
      killedCall = call;
      calls = [];
    },
    calls: () => calls,
  };
}

/** The document's lock in the hands of another run. */
async function lockHeldElsewhere(): Promise<HostService> {
  const locks = createLockService({clock: createClock({startUnixMs: 0})});
  const another = {executionId: 'another', functionName: 'another', authMode: 'FULL'} as const;
  await locks.call('tryLock', ['document', 0], another);
  return locks;
}

describe('the adapters to Google keep the contracts of the ports, in the workbench', () => {
  test.each(portContracts.map((contract, index) => ({...contract, index})))(
    '$port: $fact',
    async ({index, given}) => {
      const services = given === 'lock held elsewhere' ? [await lockHeldElsewhere()] : [];
      const {world} = await openContracts(services);

      expect(returnOf(await run(world, 'checkPortContract', {args: [index]}))).toBeNull();
    },
  );
});

interface Shown {
  readonly ids: readonly string[];
  /** What a person keeps beside each id. */
  readonly kept: readonly string[];
  /** The note at each id. */
  readonly notes: readonly string[];
}

describe('a publish that is killed at any call of the spreadsheet', () => {
  const yesterday = ['a', 'b', 'c', 'd'];
  const today = ['h', 'd', 'g', 'c', 'f', 'b', 'e', 'a'];
  const publish = ({world}: Opened, ids: readonly string[]) => run(world, 'publishRows', {args: [ids]});
  const shown = async ({world}: Opened): Promise<Shown> => {
    const read = Object(returnOf(await run(world, 'readRows')));
    const rows: readonly (readonly unknown[])[] = read.values.slice(1);
    const used = rows.findLastIndex(([id]) => id !== '') + 1;
    const column = (of: readonly (readonly unknown[])[], at: number) =>
      of.slice(0, used).map((row) => String(row[at] ?? ''));
    return {ids: column(rows, 0), kept: column(rows, 2), notes: column(read.notes.slice(1), 0)};
  };
  /** Yesterday's table, and what a person keeps beside it. */
  const start = async (): Promise<Opened> => {
    const spreadsheet = await openContracts();
    returnOf(await publish(spreadsheet, yesterday));
    returnOf(await run(spreadsheet.world, 'keepBeside'));
    spreadsheet.killBefore(null);
    return spreadsheet;
  };
  /** Whether each entry stands at its own id, and each id has its entries or, where `may` says so, none. */
  const atHome = ({ids: all, kept, notes}: Shown) =>
    all.every((id, index) => {
      const own = yesterday.includes(id) ? [`kept at ${id}`, `noted at ${id}`] : ['', ''];
      return kept[index] === own[0] && (notes[index] === own[1] || notes[index] === '');
    });

  test('leaves the old table or the new one, whole, and no entry at another row; the next publish has all of them', async () => {
    const counted = await start();
    returnOf(await publish(counted, today));
    const callsMade = counted.calls().length;
    expect(callsMade).toBeGreaterThan(10);

    const outcomes = new Set<number>();
    for (let call = 1; call <= callsMade + 1; call += 1) {
      const spreadsheet = await start();
      spreadsheet.killBefore(call);
      expect((await publish(spreadsheet, today)).ok).toBe(call > callsMade);
      spreadsheet.killBefore(null);

      const left = await shown(spreadsheet);
      expect([yesterday, today]).toContainEqual(left.ids);
      outcomes.add(left.ids.length);
      expect({call, atHome: atHome(left)}).toEqual({call, atHome: true});

      returnOf(await publish(spreadsheet, ['x', 'y']));
      expect({call, ids: (await shown(spreadsheet)).ids}).toEqual({call, ids: ['x', 'y']});
      returnOf(await publish(spreadsheet, yesterday));
      expect({call, ...(await shown(spreadsheet))}).toEqual({
        call,
        ids: yesterday,
        kept: yesterday.map((id) => `kept at ${id}`),
        notes: yesterday.map((id) => `noted at ${id}`),
      });
      await spreadsheet.world.host.close();
      opened.pop()?.dispose();
    }
    expect(outcomes).toEqual(new Set([4, 8]));
  }, 240_000);
});
