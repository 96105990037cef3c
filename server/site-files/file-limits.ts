import type { ThreadLimits } from '../threads/limited-thread.js';

/** What reading one file may cost. */
export const FILE_LIMITS: ThreadLimits = { seconds: 10, memoryMb: 320 };
