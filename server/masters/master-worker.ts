import { parentPort } from 'node:worker_threads';
import { carryOut, type MasterTask, type TaskKind } from './master-task.js';

// A thread for one task on a version of the master budget.
parentPort?.on('message', (task: MasterTask<TaskKind>) => {
  void carryOut(task).then((reply) => parentPort?.postMessage(reply));
});
