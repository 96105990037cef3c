import { pino } from 'pino';
import { startTestServer } from '../support/test-server.js';
import { fuzzSeason } from './fuzz-season.js';

/** How much more heap may be in use after the second half of the requests than after the first, in megabytes. */
const MOST_GROWTH_MB = 64;

export type FuzzAloneReport = {
  seed: number;
  requests: number;
  statuses: Record<string, number>;
  heapStartMb: number;
  heapMiddleMb: number;
  heapEndMb: number;
  violations: string[];
};

/** Fuzzes a whole server with the sample district, and watches its memory. */
export async function fuzzAlone({
  requests,
  seed,
}: {
  requests: number;
  seed: number;
}): Promise<FuzzAloneReport> {
  const server = await startTestServer({
    withSeason: true,
    logger: pino({ level: 'error' }, pino.destination(2)),
  });
  const { findings, statuses, heap } = await fuzzSeason(server, { seed, requests, patienceMs: 30_000 });
  await server.close();
  const violations = findings.map(({ what, request }) => `${what}\n  ${request}`);
  const growth = inMb(heap.end - heap.middle);
  if (growth > MOST_GROWTH_MB) violations.push(`the heap grows by ${String(growth)} MB`);
  return {
    seed,
    requests,
    statuses,
    heapStartMb: inMb(heap.start),
    heapMiddleMb: inMb(heap.middle),
    heapEndMb: inMb(heap.end),
    violations,
  };
}

function inMb(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10;
}
