/** What Stripe's OpenAPI description says of requests, parameter by parameter. */

/** A schema of OpenAPI 3, as far as Stripe uses it for requests. */
interface Described {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly anyOf?: readonly Described[];
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

export interface DescribedParameter {
  /** Names from the top; `[]` is any element of a list. */
  readonly path: readonly string[];
  /** But for the empty text that unsets. */
  readonly types: readonly string[];
  /** Null where it names none, or where a text may also be something else. */
  readonly charactersMax: number | null;
}

interface Described3 {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
}

interface DescribedOperation {
  readonly parameters?: readonly {readonly name: string; readonly in: string; readonly schema: Described}[];
  readonly requestBody?: {readonly content: Readonly<Record<string, {readonly schema: Described}>>};
}

/** @returns by operation, such as `POST /v1/invoices/{id}` */
export function requestShapes(description: unknown): ReadonlyMap<string, readonly DescribedParameter[]> {
  // The description is Stripe's; its format is OpenAPI's.
  const {paths} = description as Described3;
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{id}')}`, parametersIn(operation)] as const,
      ),
    ),
  );
}

function parametersIn({parameters = [], requestBody}: DescribedOperation): readonly DescribedParameter[] {
  const bodies = Object.values(requestBody?.content ?? {});
  return [
    ...parameters.filter((one) => one.in === 'query').flatMap(({name, schema}) => described([name], schema)),
    ...bodies.flatMap(({schema}) =>
      Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => described([name], inner)),
    ),
  ];
}

function described(path: readonly string[], schema: Described): readonly DescribedParameter[] {
  const alternatives = (schema.anyOf ?? [schema]).filter((one) => one.enum?.join() !== '');
  const [first] = alternatives;
  const own = {
    path,
    types: [...new Set(alternatives.map(({type = 'object'}) => type))],
    charactersMax: alternatives.length === 1 ? (first?.maxLength ?? null) : null,
  };
  const inner = alternatives.flatMap(({properties = {}, items}) => [
    ...Object.entries(properties).flatMap(([name, one]) => described([...path, name], one)),
    ...(items === undefined ? [] : described([...path, '[]'], items)),
  ]);
  return [own, ...inner];
}
