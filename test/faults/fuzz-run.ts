// npm run faults -- fuzz [requests] [seed]: fuzzes a whole server with the sample district; prints what must not be.
import { pino } from 'pino';
import { startTestServer } from '../support/test-server.js';
import { fuzzSeason } from './fuzz-season.js';

const [requests = '5000', seed = String(Math.floor(Math.random() * 2 ** 31))] = process.argv.slice(2);
console.error(`fuzz: ${requests} requests, seed ${seed}`);
const logger = pino({ level: 'error' }, pino.destination(2));
const server = await startTestServer({ withSeason: true, logger });
const report = await fuzzSeason(server, {
  seed: Number(seed),
  requests: Number(requests),
  patienceMs: 30_000,
});
await server.close();
for (const { what, request } of report.findings) console.error(`${what}\n  ${request}`);
const growthMb = (report.heap.end - report.heap.middle) / 2 ** 20;
console.log(
  JSON.stringify({
    fault: 'fuzz',
    seed: Number(seed),
    requests: Number(requests),
    statuses: report.statuses,
    findings: report.findings.length,
    heapGrowthMb: Math.round(growthMb * 10) / 10,
  }),
);
process.exitCode = report.findings.length > 0 || growthMb > 64 ? 1 : 0;
