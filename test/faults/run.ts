// npm run faults -- [name] [--count N]: the fault programme in full counts; one JSON object a line, exit code 1 where a
// promise does not hold. SITEBOOK_FAULT_SEED repeats a run, as far as a run of several processes can be repeated.
import { PROGRAMME } from './programme.js';

const [name = 'all', ...rest] = process.argv.slice(2);
const at = rest.indexOf('--count');
const count = at < 0 ? null : Number(rest[at + 1]);
const chosen = name === 'all' ? [...PROGRAMME.keys()] : [name];
if (!chosen.every((one) => PROGRAMME.has(one)) || (count !== null && !(count > 0))) {
  console.error(`npm run faults -- [name] [--count N]. Names: ${[...PROGRAMME.keys()].join(', ')}.`);
  process.exit(1);
}
const seed = Number(process.env['SITEBOOK_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
for (const one of chosen) {
  const begun = Date.now();
  console.error(`${one}: SITEBOOK_FAULT_SEED=${String(seed)}`);
  const { violations, ...report } = (await PROGRAMME.get(one)?.({ count, seed })) ?? { violations: ['none'] };
  for (const violation of violations) console.error(violation);
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(JSON.stringify({ fault: one, ...report, violations: violations.length, seconds }));
  if (violations.length > 0) process.exitCode = 1;
}
