/** What keeps the process alive and the computation going when the formula engine fails over a formula. */
import type {Injector} from '@univerjs/core';
import {
  AstTreeBuilder,
  type BaseFunction,
  type BaseValueObject,
  ErrorType,
  ErrorValueObject,
  IFormulaDependencyGenerator,
  IFunctionService,
  Interpreter,
  Lexer,
  LexerNode,
  LexerTreeBuilder,
} from '@univerjs/engine-formula';

/**
 * An exception inside the engine is a rejected promise that nobody awaits: it would end the process, and no formula would
 * compute again. Here each step that may throw shows an error in its own cell instead.
 */
export function guardFormulas(injector: Injector): {readonly isReadable: (formula: string) => boolean} {
  for (const executor of injector.get(IFunctionService).getExecutors().values()) guardFunction(executor);
  guardBrackets(injector.get(LexerTreeBuilder));
  const isReadable = guardReading(injector.get(Lexer), injector.get(AstTreeBuilder));
  guardComputing(injector.get(Interpreter));
  const dependencies = injector.get(IFormulaDependencyGenerator);
  const generate = dependencies.generate.bind(dependencies);
  // Without an order nothing computes this time; the next change asks again.
  dependencies.generate = (isTreeModel) => generate(isTreeModel).catch(() => []);
  return {isReadable};
}

function guardFunction(executor: BaseFunction): void {
  const calculate = executor.calculate.bind(executor);
  executor.calculate = (...variants: BaseValueObject[]) =>
    orElse(
      () => calculate(...variants),
      () => ErrorValueObject.create(ErrorType.VALUE),
    );
}

/**
 * Its reader counts square brackets from one formula to the next, so that after `=A1]` no cell of any formula had a
 * name it knows. The count is set back before each.
 */
function guardBrackets(reader: LexerTreeBuilder): void {
  const treeBuilder = reader.treeBuilder.bind(reader);
  const sequenceNodesBuilder = reader.sequenceNodesBuilder.bind(reader);
  const setBack = (): void => {
    Reflect.set(reader, '_squareBracketState', 0);
    Reflect.set(reader, '_tableBracketState', false);
  };
  reader.treeBuilder = (...args) => {
    setBack();
    return treeBuilder(...args);
  };
  reader.sequenceNodesBuilder = (formula) => {
    setBack();
    return sequenceNodesBuilder(formula);
  };
}

/** The engine's own number of what it makes of a text that is no formula; its names are not exported. */
const errorNode = 7;

/**
 * A text that is no formula shows #ERROR!, as in Sheets.
 *
 * @returns whether a text is a formula
 */
function guardReading(lexer: Lexer, builder: AstTreeBuilder): (formula: string) => boolean {
  const treeBuilder = lexer.treeBuilder.bind(lexer);
  const parse = builder.parse.bind(builder);
  lexer.treeBuilder = (formula, transformSuffix) => {
    const tree = orElse(
      () => (reachesTooFar(formula) ? ErrorType.VALUE : treeBuilder(formula, transformSuffix)),
      () => ErrorType.VALUE as const,
    );
    // Its reader takes any of the error texts, though its type names one.
    return tree === ErrorType.VALUE ? (ErrorType.ERROR as ErrorType as ErrorType.VALUE) : tree;
  };
  builder.parse = (tree) =>
    orElse(
      () => parse(tree),
      () => {
        const broken = treeBuilder(`=${ErrorType.ERROR}`);
        return broken instanceof LexerNode ? parse(broken) : null;
      },
    );
  return (formula) =>
    orElse(
      () => {
        const tree = reachesTooFar(formula) ? null : treeBuilder(formula);
        const root = tree instanceof LexerNode ? parse(tree) : null;
        return Boolean(root) && root?.nodeType !== errorNode;
      },
      () => false,
    );
}

/**
 * A range to a column that no tab can have (`=A:TRUE`, more than three letters) would be walked through cell by cell.
 * Sheets reads such a word as a name, and a name as the end of a range is an error.
 */
function reachesTooFar(formula: string): boolean {
  const unquoted = formula.replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, '');
  return /(?:^|[^\p{L}\p{N}_.])\$?[A-Za-z]{4,}\$?\d*\s*:|:\s*\$?[A-Za-z]{4,}\$?\d*(?![\p{L}\p{N}_.(!])/u.test(
    unquoted,
  );
}

function guardComputing(interpreter: Interpreter): void {
  const execute = interpreter.execute.bind(interpreter);
  const executeAsync = interpreter.executeAsync.bind(interpreter);
  const executePreCalculateNode = interpreter.executePreCalculateNode.bind(interpreter);
  const broken = () => ErrorValueObject.create(ErrorType.ERROR);
  interpreter.execute = (node) => orElse(() => execute(node), broken);
  interpreter.executeAsync = (node) => executeAsync(node).catch(broken);
  interpreter.executePreCalculateNode = (node) => orElse(() => executePreCalculateNode(node), broken);
}

function orElse<T, F>(compute: () => T, otherwise: () => F): T | F {
  try {
    return compute();
  } catch {
    return otherwise();
  }
}
