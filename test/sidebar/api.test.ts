import {createApi} from '../../sidebar/api.ts';
import type {Outcome} from '../../sidebar/server.ts';

const apiAnswering = (outcome: Outcome<unknown>) => {
  const asked: {name: string; args: readonly unknown[]; timeoutMs: number}[] = [];
  const api = createApi({
    call: async (name, args, timeoutMs) => {
      asked.push({name, args, timeoutMs});
      return outcome;
    },
  });
  return {api, asked};
};

describe('createApi()', () => {
  test('hands the request on under the name of the function', async () => {
    const {api, asked} = apiAnswering({kind: 'answered', reply: {status: 'done', value: {message: 'On.'}}});
    await expect(api.turnAutomaticRefresh({on: true})).resolves.toEqual({
      kind: 'done',
      value: {message: 'On.'},
    });
    expect(asked).toMatchObject([{name: 'turnAutomaticRefresh', args: [{on: true}]}]);
  });

  test('waits for a refresh longer than Google lets it run', async () => {
    const {api, asked} = apiAnswering({kind: 'answered', reply: null});
    await api.refreshFromSidebar({});
    expect(asked[0]?.timeoutMs).toBeGreaterThan(6 * 60_000);
  });

  test('gives a failure on as it is', async () => {
    const failure = {code: 'STRIPE_UNREACHABLE', fact: 'F.', nextStep: 'N.', requestId: 'req_1'};
    const {api} = apiAnswering({kind: 'answered', reply: {status: 'failed', failure}});
    await expect(api.readSidebarState()).resolves.toEqual({kind: 'failed', failure});
  });

  test.each([null, undefined, 'text', {}, {status: 'done'}, {status: 'failed'}, {status: 'other', value: 1}])(
    'takes the reply %j for one of another version',
    async (reply) => {
      const {api} = apiAnswering({kind: 'answered', reply});
      await expect(api.readSidebarState()).resolves.toMatchObject({
        kind: 'failed',
        failure: {code: 'VERSIONS_DIFFER'},
      });
    },
  );
});
