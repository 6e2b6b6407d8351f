/** Draws from a repeatable source of randomness. */
import {nextGaussian, type RandomSource} from '../../stripe/engine/random.ts';

/** A whole number from `from` to `to`, both possible. */
export function drawInteger(
  random: RandomSource,
  range: {readonly from: number; readonly to: number},
): number {
  return range.from + Math.floor(random.nextFraction() * (range.to - range.from + 1));
}

/** @throws Error for an empty list, which would be a fault of the seed's own tables */
export function drawFrom<T>(random: RandomSource, choices: readonly T[]): T {
  const choice = choices[Math.floor(random.nextFraction() * choices.length)];
  if (choice === undefined) throw new Error('Cannot draw from an empty list. Give it at least one choice.');
  return choice;
}

/** One of the choices, each as likely as its weight. */
export function drawWeighted<T>(random: RandomSource, choices: readonly (readonly [T, number])[]): T {
  const sum = choices.reduce((total, [, weight]) => total + weight, 0);
  let left = random.nextFraction() * sum;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  return drawFrom(
    random,
    choices.map(([choice]) => choice),
  );
}

/** Log-normal: most amounts of a business are near the median and a few are far above it. */
export function drawAmount(
  random: RandomSource,
  options: {readonly median: number; readonly sigma: number},
): number {
  return options.median * Math.exp(options.sigma * nextGaussian(random));
}
