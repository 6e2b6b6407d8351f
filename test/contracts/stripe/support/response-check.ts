/**
 * Holds an answer against Stripe's own types: every field that has to be there is, no other is, every word of an enum
 * is one that Stripe knows, whole numbers are whole. Objects are recognised by their `object` field at any depth, so
 * expanded ones are checked as themselves.
 */
import type {ResponseFields, ResponseNode, ResponseSchemas} from './response-schemas.ts';

/** Where a walk stands, and what it has found so far. */
interface Walk {
  readonly path: (string | number)[];
  readonly faults: string[];
  /** Inside `previous_attributes`, where only what has changed is told. */
  partial: boolean;
  /** Objects inside that say themselves what they are were or will be checked on their own. */
  readonly isAlone: boolean;
}

type Check = (value: unknown, walk: Walk) => void;

export interface ResponseChecker {
  /** Sentences, empty when the answer is one that the operation may give. */
  checkAnswer(operation: string, body: unknown): readonly string[];
  /** The same for one object by its tag, without the objects inside that have tags of their own. */
  checkObjectAlone(tag: string, object: unknown): readonly string[];
}

export interface CheckerOptions {
  /** Whether words that Stripe may add to an open enum are let through. */
  readonly openEnums: boolean;
}

export function createResponseChecker(
  {operations, tags, shapes}: ResponseSchemas,
  {openEnums}: CheckerOptions,
): ResponseChecker {
  const objectChecks = new Map<string, Check>();
  const taggedChecks = new Map<string, Check>();
  const nodeChecks = new WeakMap<ResponseNode, Check>();

  const checkOf = (node: ResponseNode): Check => {
    const known = nodeChecks.get(node);
    if (known !== undefined) return known;
    const check = compile(node);
    nodeChecks.set(node, check);
    return check;
  };

  function compile(node: ResponseNode): Check {
    switch (node.kind) {
      case 'null':
        return expecting((value) => value === null, 'null');
      case 'absent':
        return fails('must not be there');
      case 'anything':
        return () => undefined;
      case 'text':
        return expecting((value) => typeof value === 'string', 'a text');
      case 'integer':
        return expecting(Number.isSafeInteger, 'a whole number');
      case 'number':
        return expecting(Number.isFinite, 'a number');
      case 'boolean':
        return expecting((value) => typeof value === 'boolean', 'true or false');
      case 'decimal':
        return expecting(isDecimal, 'a decimal number as text');
      case 'constant':
        return expecting((value) => value === node.value, String(node.value));
      case 'choice':
        return choice(node.choices, openEnums && node.open === true);
      case 'list':
        return listOf(checkOf(node.of));
      case 'map':
        return mapOf(checkOf(node.of));
      case 'page':
        return pageOf('list', checkOf(node.of));
      case 'search':
        return pageOf('search_result', checkOf(node.of));
      case 'partial':
        return partial(checkOf(node.of));
      case 'either':
        return either(node.of);
      case 'object':
        return (value, walk) => shapeCheck(node.name)(value, walk);
      case 'tagged':
        return (value, walk) => taggedCheck(node.name)(value, walk);
    }
  }

  /** Which of the alternatives fits can mostly be seen from outside; most answers are checked here, so it is sorted out once. */
  function either(nodes: readonly ResponseNode[]): Check {
    const byForm = new Map<Form | null, readonly Check[]>(
      forms.map((form) => [form, nodes.filter((node) => formsOf(node).includes(form)).map(checkOf)] as const),
    );
    const names = nodes.map(nodeName).join(' or ');
    return (value, walk) => {
      const fitting = byForm.get(formOf(value)) ?? [];
      const [only] = fitting;
      if (only === undefined) report(walk, `is ${told(value)}, not ${names}`);
      else if (fitting.length === 1) only(value, walk);
      else walk.faults.push(...bestOf(fitting, value, walk));
    };
  }

  function shapeCheck(name: string): Check {
    const known = objectChecks.get(name);
    if (known !== undefined) return known;
    const fields = shapes[name];
    const check =
      fields === undefined ? fails(`is of a shape that is not known: ${name}`) : fieldsCheck(fields);
    objectChecks.set(name, check);
    return check;
  }

  function fieldsCheck(fields: ResponseFields): Check {
    const known = new Map(
      Object.entries(fields).map(([name, {node, optional}]) => [
        name,
        {check: checkOf(node), isRequired: optional !== true && node.kind !== 'absent'},
      ]),
    );
    const required = [...known].filter(([, {isRequired}]) => isRequired).map(([name]) => name);
    return (value, walk) => {
      if (!isObject(value)) return report(walk, `is ${told(value)}, not an object`);
      let requiredSeen = 0;
      for (const name of Object.keys(value)) {
        const field = known.get(name);
        walk.path.push(name);
        if (field === undefined) report(walk, 'is a field that Stripe does not have');
        else field.check(value[name], walk);
        if (field?.isRequired === true) requiredSeen += 1;
        walk.path.pop();
      }
      if (walk.partial || requiredSeen === required.length) return;
      for (const name of required) if (!Object.hasOwn(value, name)) report(walk, `lacks ${name}`);
    };
  }

  function taggedCheck(tag: string): Check {
    const known = taggedChecks.get(tag);
    if (known !== undefined) return known;
    const variants = (tags[tag] ?? []).map((name) => ({
      fixed: fixedFields(shapes[name] ?? {}),
      check: shapeCheck(name),
    }));
    const check: Check = (value, walk) => {
      if (walk.isAlone && walk.path.length > 0 && !walk.partial) return;
      if (!isObject(value)) return report(walk, `is ${told(value)}, not a ${tag}`);
      const found = variants.find(({fixed}) => fixed.every((fits) => fits(value, walk.partial)));
      if (found === undefined) report(walk, `is ${told(value)}, which is no ${tag} that Stripe has`);
      else found.check(value, walk);
    };
    taggedChecks.set(tag, check);
    return check;
  }

  const run = (check: Check, value: unknown, isAlone: boolean): readonly string[] => {
    const walk: Walk = {path: [], faults: [], partial: false, isAlone};
    check(value, walk);
    return walk.faults;
  };
  return {
    checkAnswer(operation, body) {
      const node = operations[operation];
      if (node === undefined) return [`${operation} is no operation of Stripe's package`];
      return run(checkOf(node), body, false);
    },
    checkObjectAlone: (tag, object) => run(taggedCheck(tag), object, true),
  };
}

/** What tells the shapes of one tag apart: `deleted: true`, or the `type` of an event. */
function fixedFields(
  fields: ResponseFields,
): readonly ((value: Readonly<Record<string, unknown>>, isPartial: boolean) => boolean)[] {
  return Object.entries(fields).flatMap(([name, {node}]) => {
    if (node.kind === 'absent') return [(value) => !Object.hasOwn(value, name)];
    if (node.kind === 'constant') return [(value) => value[name] === node.value];
    if (node.kind !== 'choice' || node.choices.length !== 1 || node.open === true) return [];
    const [word] = node.choices;
    return [(value, isPartial) => value[name] === word || (isPartial && !Object.hasOwn(value, name))];
  });
}

function bestOf(fitting: readonly Check[], value: unknown, walk: Walk): readonly string[] {
  const tries = fitting.map((check) => {
    const own: Walk = {...walk, path: [...walk.path], faults: []};
    check(value, own);
    return own.faults;
  });
  return tries.reduce((best, faults) => (faults.length < best.length ? faults : best));
}

/** What can be seen of a value from outside. */
const forms = ['null', 'text', 'number', 'boolean', 'list', 'object'] as const;
type Form = (typeof forms)[number];

function formOf(value: unknown): Form | null {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'object':
      return Array.isArray(value) ? 'list' : 'object';
    default:
      return null;
  }
}

function formsOf(node: ResponseNode): readonly Form[] {
  switch (node.kind) {
    case 'null':
    case 'text':
    case 'number':
    case 'boolean':
    case 'list':
      return [node.kind];
    case 'integer':
      return ['number'];
    case 'choice':
    case 'decimal':
      return ['text'];
    case 'constant':
      return ['boolean'];
    case 'either':
      return node.of.flatMap(formsOf);
    case 'anything':
      return forms;
    case 'absent':
      return [];
    default:
      return ['object'];
  }
}

function expecting(fits: (value: unknown) => boolean, wanted: string): Check {
  return (value, walk) => {
    if (!fits(value)) report(walk, `is ${told(value)}, not ${wanted}`);
  };
}

const fails =
  (fact: string): Check =>
  (_value, walk) =>
    report(walk, fact);

function choice(choices: readonly string[], isOpen: boolean): Check {
  const words = new Set<unknown>(choices);
  return expecting(
    (value) => words.has(value) || (isOpen && typeof value === 'string'),
    `one of ${choices.join(', ')}`,
  );
}

function listOf(check: Check): Check {
  return (value, walk) => {
    if (!Array.isArray(value)) return report(walk, `is ${told(value)}, not a list`);
    value.forEach((element, index) => {
      walk.path.push(index);
      check(element, walk);
      walk.path.pop();
    });
  };
}

function mapOf(check: Check): Check {
  return (value, walk) => {
    if (!isObject(value)) return report(walk, `is ${told(value)}, not an object`);
    for (const [name, element] of Object.entries(value)) {
      // What was not there before is null in `previous_attributes`.
      if (walk.partial && element === null) continue;
      walk.path.push(name);
      check(element, walk);
      walk.path.pop();
    }
  };
}

function partial(check: Check): Check {
  return (value, walk) => {
    const before = walk.partial;
    walk.partial = true;
    check(value, walk);
    walk.partial = before;
  };
}

/** The envelope of lists, of which every recorded one has exactly these fields. */
function pageOf(tag: 'list' | 'search_result', check: Check): Check {
  const fields = new Map<string, Check>([
    ['object', expecting((value) => value === tag, tag)],
    ['data', listOf(check)],
    ['has_more', expecting((value) => typeof value === 'boolean', 'true or false')],
    ['url', expecting((value) => typeof value === 'string' && value.startsWith('/v1/'), 'an address')],
    ...(tag === 'list'
      ? []
      : [
          [
            'next_page',
            expecting((value) => value === null || typeof value === 'string', 'a cursor or null'),
          ] as const,
        ]),
  ]);
  // A search counts when it is asked to. Lists inside an object count too: Stripe's types do not say so, but all its
  // recorded answers do.
  const counted = expecting(Number.isSafeInteger, 'a whole number');
  return (value, walk) => {
    if (!isObject(value)) return report(walk, `is ${told(value)}, not a list`);
    for (const [name, inner] of Object.entries(value)) {
      walk.path.push(name);
      const mayCount = tag === 'search_result' || walk.path.length > 1;
      const own = name === 'total_count' && mayCount ? counted : fields.get(name);
      if (own === undefined) report(walk, 'is a field that lists do not have');
      else own(inner, walk);
      walk.path.pop();
    }
    if (walk.partial) return;
    for (const name of fields.keys()) if (!Object.hasOwn(value, name)) report(walk, `lacks ${name}`);
  };
}

function report({path, faults}: Walk, fact: string): void {
  faults.push(`${path.length === 0 ? 'the answer' : path.join('.')} ${fact}`);
}

const isDecimal = (value: unknown): boolean => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodeName(node: ResponseNode): string {
  return node.kind === 'tagged' || node.kind === 'object' ? node.name : node.kind;
}

const toldCharactersMax = 80;

function told(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > toldCharactersMax ? `${text.slice(0, toldCharactersMax)}…` : text;
}
