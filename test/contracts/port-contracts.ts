import type {Properties} from '../../src/core/ports.ts';
import type {RefreshPorts} from '../../src/core/receivables/refresh-receivables.ts';
import {auditContracts} from './port-audit.ts';
import {assertEqual, assertThat, faultOf, type PortContract} from './port-contract.ts';
import {draftContracts} from './port-drafts.ts';
import {fileContracts} from './port-files.ts';
import {keptContracts} from './port-peoples-cells.ts';
import {tablesContracts} from './port-tables.ts';

/** What the network behind the Http port must answer while its contracts are checked. */
export const echo = {
  /** Answers 200, the address as body, and the header `Request-Id: req_` with what follows `/echo/`. */
  address: (name: string) => `https://api.stripe.com/v1/echo/${name}`,
  /** Answers 404 with the body `{"error":{}}`. */
  missing: 'https://api.stripe.com/v1/missing',
  /** Gives no answer. */
  unreachable: 'https://api.stripe.com/v1/unreachable',
} as const;

const get = (url: string) =>
  ({method: 'GET', url, headers: {Authorization: 'Bearer rk_test_contract1'}, body: null}) as const;

const httpContracts: readonly PortContract[] = [
  {
    port: 'http',
    fact: 'answers in the order of the requests, with header names in lower case',
    check({http}) {
      const names = ['3', '1', '2'];
      const outcomes = http.sendAll(names.map((name) => get(echo.address(name))));
      names.forEach((name, index) => {
        const outcome = outcomes[index];
        assertThat(outcome?.kind === 'response', `request ${name} is answered`);
        if (outcome?.kind !== 'response') return;
        assertEqual(
          [outcome.response.status, outcome.response.body],
          [200, echo.address(name)],
          `Answer ${name}`,
        );
        assertEqual(
          outcome.response.headers['request-id'],
          `req_${name}`,
          `The request id of answer ${name}`,
        );
        assertThat(
          Object.keys(outcome.response.headers).every((header) => header === header.toLowerCase()),
          'names are in lower case',
        );
      });
      assertEqual(outcomes.length, names.length, 'The number of answers');
    },
  },
  {
    port: 'http',
    fact: 'hands over a refusal as an answer',
    check({http}) {
      const [outcome] = http.sendAll([get(echo.missing)]);
      assertThat(outcome?.kind === 'response' && outcome.response.status === 404, 'a 404 is a response');
      assertEqual(outcome?.kind === 'response' && outcome.response.body, '{"error":{}}', 'Its body');
    },
  },
  {
    port: 'http',
    fact: 'says unreachable for each request of a wave that fails as a whole',
    check({http}) {
      const outcomes = http.sendAll([get(echo.address('1')), get(echo.unreachable)]);
      assertEqual(
        outcomes.map(({kind}) => kind),
        ['unreachable', 'unreachable'],
        'The outcomes',
      );
      assertThat(
        outcomes.every((outcome) => outcome.kind === 'unreachable' && outcome.reason !== ''),
        'each has a reason',
      );
    },
  },
  {
    port: 'http',
    fact: 'answers no requests with no answers',
    check({http}) {
      assertEqual(http.sendAll([]), [], 'The answers');
    },
  },
];

/** Both stores of properties, and that they are two. */
const propertiesContracts: readonly PortContract[] = (
  [
    ['userProperties', 'documentProperties'],
    ['documentProperties', 'userProperties'],
  ] as const
).flatMap(([port, other]): readonly PortContract[] => {
  const store = (ports: RefreshPorts): Properties => ports[port];
  return [
    {
      port,
      fact: 'is null before a write and after null is written, and keeps the last text between',
      check(ports) {
        const properties = store(ports);
        assertEqual(properties.read('contract'), null, 'A key that was never written');
        for (const text of ['a', '{"b":"ü 👩🏽‍🚀"}', '']) {
          properties.write('contract', text);
          assertEqual(properties.read('contract'), text, 'What was written');
        }
        properties.write('contract', null);
        assertEqual(properties.read('contract'), null, 'A key that was removed');
      },
    },
    {
      port,
      fact: 'holds 9,000 characters and refuses 10,000, keeping what was there',
      check(ports) {
        const properties = store(ports);
        properties.write('contract', 'x'.repeat(9_000));
        faultOf(() => properties.write('contract', 'y'.repeat(10_000)), 'A value above 9 KB');
        assertEqual(properties.read('contract'), 'x'.repeat(9_000), 'What was there');
      },
    },
    {
      port,
      fact: 'shares no key with the other store',
      check(ports) {
        store(ports).write('contract', 'here');
        assertEqual(ports[other].read('contract'), null, 'The other store');
      },
    },
  ];
});

const otherContracts: readonly PortContract[] = [
  {
    port: 'lock',
    fact: 'runs the action once and answers with its value',
    check({lock}) {
      let runs = 0;
      const outcome = lock.runAlone(10, () => {
        runs += 1;
        return 'value';
      });
      assertEqual([outcome, runs], [{kind: 'done', value: 'value'}, 1], 'The outcome');
    },
  },
  {
    port: 'lock',
    fact: 'is free again after an action that threw, and throws what it threw',
    check({lock}) {
      const thrown = new Error('of the action');
      assertThat(
        faultOf(
          () =>
            lock.runAlone(10, () => {
              throw thrown;
            }),
          'The action',
        ) === thrown,
        'its own error arrives',
      );
      assertEqual(
        lock.runAlone(10, () => 'again'),
        {kind: 'done', value: 'again'},
        'The next action',
      );
    },
  },
  {
    port: 'lock',
    fact: 'is busy, and runs nothing, while another run holds it',
    given: 'lock held elsewhere',
    check({lock}) {
      let runs = 0;
      assertEqual(
        lock.runAlone(10, () => {
          runs += 1;
        }),
        {kind: 'busy'},
        'The outcome',
      );
      assertEqual(runs, 0, 'The number of runs');
    },
  },
  {
    port: 'clock',
    fact: 'counts whole milliseconds of this century, and sleep lets at least that many pass',
    check({clock}) {
      const before = clock.nowUnixMs();
      assertThat(
        Number.isInteger(before) && before > Date.UTC(2020, 0, 1),
        'now is a whole number of milliseconds',
      );
      clock.sleep(1_500);
      assertThat(clock.nowUnixMs() - before >= 1_500, 'time has passed');
    },
  },
  {
    port: 'random',
    fact: 'is at least 0 and below 1',
    check({random}) {
      for (let draw = 0; draw < 200; draw += 1) {
        const fraction = random.nextFraction();
        assertThat(fraction >= 0 && fraction < 1, `${fraction} is a fraction`);
      }
    },
  },
  {
    port: 'log',
    fact: 'takes every kind of field',
    check({log}) {
      log.record('contract', {text: 'a', count: 1, truth: true, nothing: null});
    },
  },
  {
    port: 'person',
    fact: 'is an e-mail address or nobody',
    check({person}) {
      const email = person.email();
      assertThat(email === null || /^\S+@\S+$/.test(email), `${email} is an address`);
    },
  },
];

export const portContracts: readonly PortContract[] = [
  ...tablesContracts,
  ...keptContracts,
  ...propertiesContracts,
  ...httpContracts,
  ...otherContracts,
  ...draftContracts,
  ...auditContracts,
  ...fileContracts,
];
