import v8 from 'node:v8';
import vm from 'node:vm';

/** Bytes of heap in use after collecting what nobody needs any more. */
export function heapUsed(): number {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
