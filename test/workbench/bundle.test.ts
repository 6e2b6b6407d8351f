import {callableFunctionNames, customFunctions} from '../../workbench/bundle.ts';

const code = `var App=(()=>{function inner(){}})();
/**
 * Doubles a number.
 * Twice.
 *
 * @param {2} amount The number, or
 *   a range of them.
 * @param {"USD"} currency [optional] Its currency.
 * @return {number} Twice as much.
 * @customfunction
 */
function DOUBLE(amount,currency){return App.DOUBLE(amount,currency)}
function onOpen(){return App.onOpen()}
function hidden_(){return 1}
`;

test('callableFunctionNames() names top-level functions, without those that Google hides', () => {
  expect(callableFunctionNames(code)).toEqual(['DOUBLE', 'onOpen']);
});

test('customFunctions() reads what Sheets shows of a function out of its JSDoc', () => {
  expect(customFunctions(code)).toEqual([
    {
      name: 'DOUBLE',
      description: 'Doubles a number. Twice.',
      parameters: [
        {name: 'amount', detail: 'The number, or a range of them.', example: '2', isOptional: false},
        {name: 'currency', detail: 'Its currency.', example: '"USD"', isOptional: true},
      ],
    },
  ]);
});
