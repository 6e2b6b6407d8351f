import {formulaInRow, movedDown, ownRowFormula} from '../../../src/core/tables/own-row-formula.ts';

/** The formula of row 5 after its row has moved to row 12. */
const moved = (formula: string) => formulaInRow(ownRowFormula(formula, 5), 12);

describe('ownRowFormula() and formulaInRow()', () => {
  test.each([
    ['=Q5*0.1', '=Q12*0.1'],
    ['=q5+Aa5', '=q12+Aa12'],
    ['=$Q5', '=$Q12'],
    ['=SUM(Q$2:Q5)', '=SUM(Q$2:Q12)'],
    ['=SUM(A5:Q5)', '=SUM(A12:Q12)'],
    ['=SUM(5:5)', '=SUM(12:12)'],
    ['=Q5-Rates!B5', '=Q12-Rates!B5'],
    ['=IF(Q5>0,"Q5 is "&Q5,"")', '=IF(Q12>0,"Q5 is "&Q12,"")'],
    ['="say ""Q5"" "&Q5', '="say ""Q5"" "&Q12'],
    ['=LOG10(Q5)*A5', '=LOG10(Q12)*A12'],
    ['=ATAN2(Q5;5)', '=ATAN2(Q12;5)'],
    ['=Q5*1E5+5', '=Q12*1E5+5'],
    ['=Q5*1.5e5', '=Q12*1.5e5'],
    ["='Q5 plan'!A5+Q5", "='Q5 plan'!A5+Q12"],
    ["='it''s Q5'!A5:B5+Q5", "='it''s Q5'!A5:B5+Q12"],
    ['=Überblick!Q5+Q5', '=Überblick!Q5+Q12'],
    ['={Q5,R5}', '={Q12,R12}'],
  ])('%s of row 5 is %s in row 12', (formula, there) => {
    expect(moved(formula)).toBe(there);
  });

  test.each([
    '=Q$5',
    '=$5:$5',
    '=5:7',
    '=Q6+Q55+Q15',
    '=SUM(Q2:Q100)',
    '=Q5(1)',
    '=rate5+Q_5+_Q5+Q5.a',
    '=AAAA5',
    '=Tax_2026',
    '=5*5',
    '="Q5"',
    "='Q5'!A1",
    '=',
    '',
  ])('%s stays as it is', (formula) => {
    expect(moved(formula)).toBe(formula);
  });

  test('gives back the formula in the row that it came from', () => {
    for (const formula of ['=Q5', '=SUM(5:5)&"5"', '=Q5Q5', 'a5']) {
      expect(formulaInRow(ownRowFormula(formula, 5), 5)).toBe(formula);
    }
  });
});

describe('movedDown()', () => {
  test.each([
    ['={"Fee";ARRAYFORMULA(Q18:Q*0.1)}', '={"Fee";ARRAYFORMULA(Q20:Q*0.1)}'],
    ['=SUM(Q$18:$Q$30)', '=SUM(Q$20:$Q$32)'],
    ['=B1+Q18', '=B1+Q20'],
    ['=SUM(18:19)', '=SUM(20:21)'],
    ['=Rates!B18&"Q18"', '=Rates!B18&"Q18"'],
  ])('%s means the same rows two rows further down: %s', (formula, there) => {
    expect(movedDown(formula, {from: 17, rows: 2})).toBe(there);
    expect(movedDown(there, {from: 19, rows: -2})).toBe(formula);
  });
});
