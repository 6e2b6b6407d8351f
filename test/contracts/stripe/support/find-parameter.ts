import type {
  ParameterFields,
  ParameterSchema,
} from '../../../../workbench/stripe/contract/request-parameters.ts';

/** The parameter at a path of names, where `[]` is any element; elements may also be left out. */
export function findParameter(fields: ParameterFields, path: readonly string[]): ParameterSchema | null {
  let found: ParameterSchema = {kind: 'object', fields};
  for (const step of path) {
    if (found.kind === 'metadata') return found;
    if (found.kind === 'range') return /^[gl]te?$/.test(step) ? {kind: 'integer'} : null;
    const inner: ParameterSchema | null = within(found, step);
    if (inner === null) return null;
    found = inner;
  }
  return found;
}

function within(schema: ParameterSchema, step: string): ParameterSchema | null {
  switch (schema.kind) {
    case 'object':
      return Object.hasOwn(schema.fields, step) ? (schema.fields[step] ?? null) : null;
    case 'map':
      return schema.of;
    case 'list':
      return step === '[]' ? schema.of : within(schema.of, step);
    case 'either': {
      const tree = schema.of.find(({kind}) => kind === 'object' || kind === 'list');
      return tree === undefined ? null : within(tree, step);
    }
    default:
      return null;
  }
}
