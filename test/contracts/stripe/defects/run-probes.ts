import {checkExchange} from '../support/exchange-check.ts';
import {behaviourProbes, moneyProbes} from './behaviour-probes.ts';
import {type Bench, openBench} from './bench.ts';
import {ourClientProbes, sdkProbes} from './client-probes.ts';
import type {Parts} from './patched-build.ts';
import {type Layer, layers, type Probe} from './probe.ts';

const probes: readonly Probe[] = [...behaviourProbes, ...moneyProbes, ...sdkProbes, ...ourClientProbes];

/** What a layer has against a build. */
export interface Finding {
  readonly layer: Layer;
  readonly fact: string;
  readonly told: string;
}

/** Tries every fact of every layer, each on an account of its own. */
export async function findingsOf(parts: Parts): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const layer of layers) {
    for await (const finding of findingsBy(layer, parts)) findings.push(finding);
  }
  return findings;
}

/** The first thing that this layer has against a build; null where it has nothing. */
export async function firstFindingBy(layer: Layer, parts: Parts): Promise<Finding | null> {
  for await (const finding of findingsBy(layer, parts)) return finding;
  return null;
}

/** The response contract has no facts of its own: it looks at every exchange that the other layers have. */
async function* findingsBy(layer: Layer, parts: Parts): AsyncGenerator<Finding> {
  for (const probe of probes) {
    const {fact} = probe;
    if (layer === 'response contract') {
      for (const told of faultsIn(await exchangesOf(probe, parts))) yield {layer, fact, told};
    } else if (probe.layer === layer) {
      const told = await failureOf(probe, parts);
      if (told !== null) yield {layer, fact, told};
    }
  }
}

async function failureOf({check}: Probe, parts: Parts): Promise<string | null> {
  try {
    await check(openBench(parts), parts);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function exchangesOf({check}: Probe, parts: Parts): Promise<Bench['exchanges']> {
  const bench = openBench(parts);
  try {
    await check(bench, parts);
  } catch {
    // Whether the fact holds is the concern of its own layer.
  }
  return bench.exchanges;
}

const faultsIn = (exchanges: Bench['exchanges']): ReadonlySet<string> =>
  new Set(exchanges.flatMap(checkExchange));
