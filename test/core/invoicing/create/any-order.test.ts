import fc from 'fast-check';
import {creationDesk, manyRows} from '../support/creation-desk.ts';
import {killableDesk} from '../support/killable-desk.ts';
import {nextRow, unrulyCommands, unrulyDays, wrongsAtLast} from '../support/unruly-days.ts';

const customers = 4;
const history = fc.commands([...unrulyCommands], {maxCommands: 24, size: 'max'});

describe('whatever is edited, clicked, lost and ended in any order', () => {
  test('one intent has one invoice at most, of what the sheet said, and exactly one once faults stop', () => {
    const {objects} = manyRows(customers);
    fc.assert(
      fc.property(history, fc.constantFrom(0, 26), (commands, hoursLater) => {
        const {model, real} = unrulyDays(killableDesk(creationDesk([], {objects})));
        for (let index = 0; index < customers; index += 1) real.hands.add(nextRow(model, index));
        fc.modelRun(() => ({model, real}), commands);
        expect(wrongsAtLast(real, model, {hoursLater})).toEqual([]);
      }),
      {
        // One seed, so that a run says something of the change it follows; SURVIVAL_RUNS and another seed look further.
        seed: Number(process.env['SURVIVAL_SEED'] ?? 20_261_123),
        numRuns: Number(process.env['SURVIVAL_RUNS'] ?? 25),
        endOnFailure: true,
      },
    );
  }, 600_000);
});
