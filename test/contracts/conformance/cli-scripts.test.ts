import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {at, dataOf} from '../../workbench/stripe/ask.ts';
import {type CliScript, readCliScript, runCliScript, type SendForm} from './cli-script.ts';
import {openTarget, type Target} from './target.ts';

/** The scripts Stripe's own command line runs, each to its end and to its event. */
const folder = new URL('../../../../shared/contract/stripe-cli-triggers/', import.meta.url);

/** The script sends a parameter that Stripe has retired since. */
const retired = 'promotion_code.created';
/** Named for an act, not for the event that it makes. */
const eventOf = new Map([['subscription.payment_succeeded', 'invoice.payment_succeeded']]);

if (existsSync(folder)) {
  const scripts = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) =>
      readCliScript(file.slice(0, -'.json'.length), readFileSync(new URL(file, folder), 'utf8')),
    );

  describe('a script of Stripe’s command line runs to its end and its event', () => {
    let target: Target;
    beforeEach(async () => {
      target = await openTarget();
    });
    afterEach(() => target.close());

    test('there are 42 of them', () => {
      expect(scripts).toHaveLength(42);
    });

    test.each(scripts.filter(({name}) => name !== retired).map((script) => [script.name, script] as const))(
      '%s',
      async (name, script) => {
        await runCliScript(script, target.send);
        expect(await eventTypes(target.send)).toContain(eventOf.get(name) ?? name);
      },
    );

    test(`${retired} is refused naming the retired coupon, and passes with promotion[coupon]`, async () => {
      const script = scripts.find(({name}) => name === retired);
      if (script === undefined) throw new Error(`There is no script ${retired}.`);
      await expect(runCliScript(script, target.send)).rejects.toThrow(
        /answered 400 .*parameter_unknown.*Received unknown parameter: coupon/,
      );
      await runCliScript(withPromotion(script), target.send);
      expect(await eventTypes(target.send)).toContain(retired);
    });
  });
} else {
  // Data of others, not shipped with the project: absent is skipped in the open, never passed.
  const reason = `scripts of Stripe’s command line: not run, because ${folder.pathname} is absent`;
  process.stderr.write(`SKIPPED ${reason}\n`);
  test.skip(reason, () => undefined);
}

/** The same script in the words of today's API. https://docs.stripe.com/api/promotion_codes/create */
function withPromotion(script: CliScript): CliScript {
  return {
    ...script,
    steps: script.steps.map((step) => {
      const {coupon, ...others} = step.params;
      return coupon === undefined
        ? step
        : {...step, params: {...others, promotion: {type: 'coupon', coupon}}};
    }),
  };
}

async function eventTypes(send: SendForm): Promise<readonly unknown[]> {
  const {body} = await send({method: 'GET', url: '/v1/events?limit=100', form: null});
  return dataOf(body).map((event) => at(event, 'type'));
}
