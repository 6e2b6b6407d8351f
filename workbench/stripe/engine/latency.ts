import {nextGaussian, type RandomSource, seededRandom} from './random.ts';

/** How long answers take: log-normal, which is what service times look like. `sigma` 0 makes each take `medianMs`. */
export interface LatencyOptions {
  readonly medianMs: number;
  readonly sigma: number;
  readonly seed?: number;
}

interface Latency {
  nextMs(): number;
}

export const noLatency: Latency = {nextMs: () => 0};

export function createLatency(options: LatencyOptions): Latency {
  const random: RandomSource = seededRandom(options.seed ?? 1);
  return {nextMs: () => Math.round(options.medianMs * Math.exp(options.sigma * nextGaussian(random)))};
}
