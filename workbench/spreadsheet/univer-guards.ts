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
} from '@univerjs/engine-formula';

/**
 * An exception inside the engine is a rejected promise that nobody awaits: it would end the process, and no formula would
 * compute again. Here each step that may throw shows an error in its own cell instead.
 */
export function guardFormulas(injector: Injector): void {
  for (const executor of injector.get(IFunctionService).getExecutors().values()) guardFunction(executor);
  guardReading(injector.get(Lexer), injector.get(AstTreeBuilder));
  guardComputing(injector.get(Interpreter));
  const dependencies = injector.get(IFormulaDependencyGenerator);
  const generate = dependencies.generate.bind(dependencies);
  // Without an order nothing computes this time; the next change asks again.
  dependencies.generate = (isTreeModel) => generate(isTreeModel).catch(() => []);
}

function guardFunction(executor: BaseFunction): void {
  const calculate = executor.calculate.bind(executor);
  executor.calculate = (...variants: BaseValueObject[]) =>
    orElse(
      () => calculate(...variants),
      () => ErrorValueObject.create(ErrorType.VALUE),
    );
}

/** A text that is no formula shows #ERROR!, as in Sheets. */
function guardReading(lexer: Lexer, builder: AstTreeBuilder): void {
  const treeBuilder = lexer.treeBuilder.bind(lexer);
  const parse = builder.parse.bind(builder);
  lexer.treeBuilder = (formula, transformSuffix) => {
    const tree = orElse(
      () => treeBuilder(formula, transformSuffix),
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
