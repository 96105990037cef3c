import { run } from './run.js';

// Ends by the way of `exit`, where files that are half written are removed.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  now: () => new Date(),
});
