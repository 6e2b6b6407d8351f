import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import type {Clock, Person, Properties, Schedule} from '../ports.ts';
import type {Told} from '../sidebar-contract.ts';
import {readConnection} from '../stripe/connection.ts';
import {formatIsoInstant} from '../time/zone.ts';

/** Who refreshes this spreadsheet about every hour, and since when. Every editor of the spreadsheet sees it. */
export interface AutomaticRefresh {
  readonly owner: string;
  readonly sinceUnixMs: number;
}

export interface AutomaticRefreshPorts {
  readonly schedule: Schedule;
  readonly person: Person;
  readonly clock: Clock;
  readonly documentProperties: Properties;
}

const automaticProperty = 'refresh.automatic';

const stored = v.object({owner: v.string(), sinceUnixMs: v.number()});

/** Null while it is off. */
export function readAutomaticRefresh(documentProperties: Properties): AutomaticRefresh | null {
  const text = documentProperties.read(automaticProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), stored), text);
  return parsed.success ? parsed.output : null;
}

/**
 * Makes this person's trigger the one that refreshes, also in place of somebody who has left: the other's trigger finds
 * at its next firing that it is no longer wanted, and deletes itself. Doing it twice changes nothing.
 *
 * @returns what was done, as a sentence
 */
export function turnAutomaticRefreshOn(ports: AutomaticRefreshPorts): string {
  const before = readAutomaticRefresh(ports.documentProperties);
  const owner = ownerOf(ports.person);
  ports.schedule.start();
  const sinceUnixMs = ports.clock.nowUnixMs();
  ports.documentProperties.write(automaticProperty, JSON.stringify({owner, sinceUnixMs}));

  const instead = before === null || before.owner === owner ? '' : ` It takes over from ${before.owner}.`;
  return `The receivables now refresh about every hour, as you and with your Stripe key.${instead}`;
}

/** @returns what was done, as a sentence */
export function turnAutomaticRefreshOff(ports: AutomaticRefreshPorts): string {
  const before = readAutomaticRefresh(ports.documentProperties);
  ports.schedule.stop();
  ports.documentProperties.write(automaticProperty, null);
  if (before === null) return 'Automatic refresh was off already.';
  if (isOwnedBy(ports.person, before)) return 'Automatic refresh is off.';
  return `Automatic refresh is off. It ran as ${before.owner}, whose trigger deletes itself at its next firing.`;
}

/**
 * What the menu and the sidebar's switch do.
 *
 * @throws AddonError ARGUMENT_INVALID for anything but on or off; CREDENTIALS_MISSING where it would run without a key
 */
export function turnAutomaticRefresh(
  ports: AutomaticRefreshPorts & {readonly userProperties: Properties},
  request: unknown,
): Told {
  const {on} = Object(request);
  if (typeof on !== 'boolean') {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot turn automatic refresh on or off: ${JSON.stringify(request)} is neither.`,
      nextStep: 'Give {"on": true} or {"on": false}.',
    });
  }
  if (on) readConnection(ports.userProperties);
  return {message: on ? turnAutomaticRefreshOn(ports) : turnAutomaticRefreshOff(ports)};
}

/** What a firing finds: to go on, or why not. */
export type FiringState = {readonly kind: 'wanted'} | {readonly kind: 'unwanted'; readonly why: string};

/** Puts right what a firing of this person's trigger finds: one that is no longer wanted ends, a doubled one becomes one. */
export function settleFiring(ports: AutomaticRefreshPorts): FiringState {
  const automatic = readAutomaticRefresh(ports.documentProperties);
  const owner = ownerOf(ports.person);
  if (automatic === null || automatic.owner !== owner) {
    ports.schedule.stop();
    const why =
      automatic === null
        ? 'Automatic refresh was turned off; this trigger has deleted itself.'
        : `${automatic.owner} refreshes since ${formatIsoInstant(automatic.sinceUnixMs, 'Etc/UTC')}; this trigger has deleted itself.`;
    return {kind: 'unwanted', why};
  }
  if (ports.schedule.count() !== 1) ports.schedule.start();
  return {kind: 'wanted'};
}

/** Whenever its owner refreshes by hand, a trigger that Google has lost or doubled is put right. */
export function repairSchedule(ports: AutomaticRefreshPorts): void {
  const isMine = isOwnedBy(ports.person, readAutomaticRefresh(ports.documentProperties));
  if (isMine && ports.schedule.count() !== 1) ports.schedule.start();
}

/** Whether it is on and uses this person's key and trigger; people whom Google does not name are taken for one. */
export function isOwnedBy(person: Person, automatic: AutomaticRefresh | null): boolean {
  return automatic?.owner === ownerOf(person);
}

function ownerOf(person: Person): string {
  return person.email() ?? 'somebody whom Google does not name';
}
