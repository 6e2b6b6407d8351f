import type {FoundStep} from './action-kind.ts';

/** For a step that has been done when, and only when, the invoice has one of these statuses. */
export function foundByStatus(answer: object | null, statuses: readonly string[]): FoundStep {
  const status: unknown = answer === null ? null : Reflect.get(answer, 'status');
  return answer !== null && typeof status === 'string' && statuses.includes(status)
    ? {kind: 'done', answer}
    : {kind: 'not done'};
}
