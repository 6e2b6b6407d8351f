import type {Json} from '../apps-script/host-call.ts';
import type {Workbench} from '../workbench.ts';

/** A batch that says `continues` is called again at most so often; each call takes minutes of the simulated time. */
const callsMax = 1_000;

/**
 * What a person does in the sidebar, in one command: previews, confirms with the digest of that preview, and creates
 * until nothing remains; told to finalize where nothing is new, it goes on with the drafts of earlier batches. The one argument goes on to `createInvoices`.
 *
 * @throws Error with the add-on's own message when it fails
 */
export async function createAllInvoices(workbench: Workbench, args: readonly Json[]): Promise<Json> {
  const [request = {}] = args;
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new Error('createAllInvoices takes an object, such as {"finalize": true, "deliver": false}.');
  }
  const call = async (name: string, argument: Json): Promise<Json> => {
    const result = await workbench.run(name, [argument]);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  const preview = await call('previewInvoices', {});
  const digest = fieldOf(preview, 'digest') ?? draftsDigest(preview, fieldOf(request, 'finalize') === true);
  if (typeof digest !== 'string') return preview;
  for (let calls = 1; calls <= callsMax; calls += 1) {
    const reply = await call('createInvoices', {...request, digest});
    if (fieldOf(reply, 'status') !== 'continues') return reply;
  }
  throw new Error(`createInvoices still says "continues" after ${callsMax} calls.`);
}

/** Where nothing is new, finalizing goes on with the drafts that were made before. */
function draftsDigest(preview: Json, finalize: boolean): unknown {
  return finalize ? Reflect.get(Object(fieldOf(preview, 'drafts')), 'digest') : null;
}

function fieldOf(reply: Json, name: string): unknown {
  return typeof reply === 'object' && reply !== null ? Reflect.get(reply, name) : null;
}
