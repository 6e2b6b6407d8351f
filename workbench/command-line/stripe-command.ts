import {startStripeServer} from '../stripe/server.ts';
import {worldKeyOf} from '../worlds/world.ts';
import type {Command} from './arguments.ts';
import type {Output} from './output.ts';
import {readPlace, sandboxOf} from './place.ts';
import {untilInterrupted} from './until-interrupted.ts';

type StripeCommand = Extract<Command, {readonly kind: 'stripe'}>;

/** Serves a world's Stripe account over HTTP on this machine until it is interrupted. */
export async function serveStripe(command: StripeCommand, output: Output): Promise<number> {
  const place = readPlace(command.place, output.note);
  const server = await startStripeServer({
    sandbox: sandboxOf(place, {faultHeader: command.faults}),
    port: command.port,
    clock: {nowUnixMs: () => place.nowUnixMs},
  });
  output.result(`Stripe sandbox: ${server.url}`);
  const key = worldKeyOf(place.world);
  output.note(`Key: ${key}. Try: curl ${server.url}/v1/invoices?limit=1 -u ${key}:`);
  if (command.faults)
    output.note('Faults: a header such as "Workbench-Fault: dropped_after_commit" asks for one.');
  await untilInterrupted();
  await server.close();
  return 0;
}
