import type {ScriptFailure} from './execution.ts';

/**
 * What a script threw, as plain data: message and name as people see them, the frames of the script alone
 * (`codeName`; '' keeps none), and the fields an add-on's errors carry.
 */
export function describeFailure(thrown: unknown, codeName: string): ScriptFailure {
  if (typeof thrown !== 'object' || thrown === null) {
    return {name: 'Error', message: String(thrown), stack: ''};
  }
  const name = textField(thrown, 'name') ?? 'Error';
  const message = textField(thrown, 'message') ?? '';
  const code = textField(thrown, 'code');
  const nextStep = textField(thrown, 'nextStep');
  const requestId = textField(thrown, 'requestId');
  return {
    name,
    message,
    stack: [`${name}: ${message}`, ...framesOf(thrown, codeName)].join('\n'),
    ...(code === null ? {} : {code}),
    ...(nextStep === null ? {} : {nextStep}),
    ...(requestId === null ? {} : {requestId}),
  };
}

function framesOf(thrown: object, codeName: string): readonly string[] {
  if (codeName === '') return [];
  const stack = textField(thrown, 'stack') ?? '';
  // A syntax error has its place in the first line and no frame of the script.
  const place = stack.split('\n')[0]?.startsWith(`${codeName}:`) ? [`    at ${stack.split('\n')[0]}`] : [];
  return [
    ...place,
    ...stack.split('\n').filter((line) => /^\s+at /.test(line) && line.includes(`${codeName}:`)),
  ];
}

function textField(thrown: object, field: string): string | null {
  const value: unknown = Reflect.get(thrown, field);
  return typeof value === 'string' ? value : null;
}
