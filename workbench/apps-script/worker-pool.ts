import type {ScriptWorker, TaskOutcome, WorkerTask} from './script-worker.ts';

/** Runs tasks on at most `size` threads, in the order they came; a thread is started when there is work for it. */
export interface WorkerPool {
  run(task: WorkerTask): Promise<TaskOutcome>;
  /** Ends every thread. A task that runs fails, and one that waits is refused. */
  close(): Promise<void>;
}

/** `start` makes a new thread; one that ended (time limit, breakdown) is replaced by the next task. */
export function createWorkerPool(size: number, start: () => ScriptWorker): WorkerPool {
  const idle: ScriptWorker[] = [];
  const busy = new Set<ScriptWorker>();
  const waiting: {readonly take: (worker: ScriptWorker) => void; readonly refuse: (error: Error) => void}[] =
    [];
  let isClosed = false;

  const acquire = (): Promise<ScriptWorker> => {
    if (isClosed) return Promise.reject(new Error('Cannot run a script: the workbench is closed.'));
    const worker = idle.pop() ?? (busy.size < size ? start() : null);
    if (worker !== null) {
      busy.add(worker);
      return Promise.resolve(worker);
    }
    return new Promise((take, refuse) => waiting.push({take, refuse}));
  };

  const release = (worker: ScriptWorker): void => {
    busy.delete(worker);
    if (isClosed) return;
    const usable = worker.isAlive() ? worker : null;
    const next = waiting.shift();
    if (next === undefined) {
      if (usable !== null) idle.push(usable);
      return;
    }
    const taken = usable ?? start();
    busy.add(taken);
    next.take(taken);
  };

  return {
    async run(task) {
      const worker = await acquire();
      try {
        return await worker.execute(task);
      } finally {
        release(worker);
      }
    },
    async close() {
      isClosed = true;
      for (const entry of waiting.splice(0)) {
        entry.refuse(new Error('Cannot run a script: the workbench was closed before its turn came.'));
      }
      await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.close()));
    },
  };
}
