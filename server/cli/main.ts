import { SingleBar } from 'cli-progress';
import { run } from './run.js';

// Ends by the way of `exit`, where files that are half written are removed.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  now: () => new Date(),
  // On standard error, so that it never mixes with a result; nothing where nobody watches.
  ...(process.stderr.isTTY ? { progress: showBar } : {}),
});

function showBar(total: number) {
  const bar = new SingleBar({ stream: process.stderr, clearOnComplete: true, hideCursor: true });
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}
