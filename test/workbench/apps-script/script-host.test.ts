import {messageOf, openScript, run, valueOf} from './support/script-world.ts';

describe('createScriptHost', () => {
  test('run() hands arguments over and the value back', async () => {
    const world = await openScript('function add(a, b) { return {sum: a.n + b[0]}; }');
    expect(valueOf(await run(world, 'add', {args: [{n: 2}, [3]]}))).toEqual({sum: 5});
  });

  test('run() gives each execution fresh globals', async () => {
    const world = await openScript('var count = 0; function next() { count += 1; return count; }');
    expect(valueOf(await run(world, 'next'))).toBe(1);
    expect(valueOf(await run(world, 'next'))).toBe(1);
  });

  test('run() keeps name, message, stack and the fields of an error', async () => {
    const world = await openScript(
      `function fail() {
        const error = new RangeError('Cannot do it: 2 is over 1.');
        throw Object.assign(error, {code: 'ROW_INVALID', nextStep: 'Enter 1.', requestId: 'req_1', other: 5});
      }`,
    );
    const result = await run(world, 'fail');
    expect(result).toMatchObject({
      ok: false,
      error: {
        name: 'RangeError',
        message: 'Cannot do it: 2 is over 1.',
        code: 'ROW_INVALID',
        nextStep: 'Enter 1.',
        requestId: 'req_1',
      },
    });
    expect(result.ok ? '' : result.error.stack).toBe(
      'RangeError: Cannot do it: 2 is over 1.\n    at fail (Code.js:2:23)',
    );
  });
});
