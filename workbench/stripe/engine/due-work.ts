/** The agenda: work that becomes due when its clock reaches a moment. */
import type {DueWorkKind} from '../due-work.ts';
import type {Store} from './store.ts';

export interface DueWork {
  /** The key. */
  readonly id: string;
  /** When it is due, under the name by which every collection is ordered. */
  readonly created: number;
  readonly kind: DueWorkKind;
  readonly subjectId: string;
  /** The test clock that rules; null: the account's. */
  readonly clock: string | null;
}

/** The first work of the clock that is due by then; null when there is none. */
export function nextDue(
  store: Store,
  due: {readonly clock: string | null; readonly byUnixS: number},
): DueWork | null {
  const {dueWork} = store;
  for (let place = 0; place < dueWork.places; place += 1) {
    const work = dueWork.atPlace(place);
    if (work === undefined) continue;
    if (work.created > due.byUnixS) return null;
    if (work.clock === due.clock) return work;
  }
  return null;
}
