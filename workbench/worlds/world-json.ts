import {WorldFault} from './world.ts';

/** @throws WorldFault with the line and column at which the text stops being JSON */
export function parseWorldJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = Number(/at position (\d+)/.exec(reason)?.[1] ?? text.length);
    const before = text.slice(0, position).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    const found =
      position >= text.length ? 'the text ends' : `${JSON.stringify(text.charAt(position))} stands`;
    throw new WorldFault(
      `it is not JSON: at line ${before.length}, column ${column}, ${found} where JSON needs something else. ` +
        'Correct the text there.',
    );
  }
}
