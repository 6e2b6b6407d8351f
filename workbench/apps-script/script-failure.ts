import type {ScriptFailure} from './execution.ts';

/**
 * What a script threw, as plain data: message and name as people see them, the frames of the script alone
 * (of the files with these names), and the fields an add-on's errors carry.
 */
export function describeFailure(thrown: unknown, fileNames: readonly string[]): ScriptFailure {
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
    stack: [`${name}: ${message}`, ...framesOf(thrown, fileNames)].join('\n'),
    ...(code === null ? {} : {code}),
    ...(nextStep === null ? {} : {nextStep}),
    ...(requestId === null ? {} : {requestId}),
  };
}

function framesOf(thrown: object, fileNames: readonly string[]): readonly string[] {
  const stack = textField(thrown, 'stack') ?? '';
  const firstLine = stack.split('\n')[0] ?? '';
  // A syntax error has its place in the first line and no frame of the script.
  const place = fileNames.some((name) => firstLine.startsWith(`${name}:`)) ? [`    at ${firstLine}`] : [];
  return [
    ...place,
    ...stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line) && fileNames.some((name) => line.includes(`${name}:`))),
  ];
}

function textField(thrown: object, field: string): string | null {
  const value: unknown = Reflect.get(thrown, field);
  return typeof value === 'string' ? value : null;
}
