import {checkExchange} from '../support/exchange-check.ts';
import {behaviourProbes, moneyProbes} from './behaviour-probes.ts';
import {openBench} from './bench.ts';
import {ourClientProbes, sdkProbes} from './client-probes.ts';
import type {Parts} from './patched-build.ts';
import type {Layer, Probe} from './probe.ts';

const probes: readonly Probe[] = [...behaviourProbes, ...moneyProbes, ...sdkProbes, ...ourClientProbes];

/** What a layer has against a build. */
export interface Finding {
  readonly layer: Layer;
  readonly fact: string;
  readonly told: string;
}

/** Tries every fact on an account of its own, and holds every exchange meanwhile against Stripe's types. */
export async function findingsOf(parts: Parts): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const {layer, fact, check} of probes) {
    const bench = openBench(parts);
    try {
      await check(bench, parts);
    } catch (error) {
      findings.push({layer, fact, told: error instanceof Error ? error.message : String(error)});
    }
    const faults = bench.exchanges.flatMap(checkExchange);
    for (const told of new Set(faults)) findings.push({layer: 'response contract', fact, told});
  }
  return findings;
}
