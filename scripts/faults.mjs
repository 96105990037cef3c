// npm run faults [-- name] [--count N]: runs the fault programme, which prints one JSON object per line; progress goes to
// stderr.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileServerIfStale } from './lib/build.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { passOn } from './lib/pass-on.mjs';
import { findPostgres } from './lib/programs.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
await compileServerIfStale(root);
const postgres = findPostgres();
if (postgres.path === undefined) console.error(postgres.fault);
const { status } = await passOn(
  ['--expose-gc', '--import', 'tsx', path.join(root, 'test/faults/run.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    env: {
      ...process.env,
      // What was compiled a moment ago is what is killed: it starts faster.
      SITEBOOK_TEST_BUILT: '1',
      ...(postgres.path === undefined ? {} : { SITEBOOK_POSTGRES_BIN: postgres.path }),
    },
  },
);
process.exitCode = status;
