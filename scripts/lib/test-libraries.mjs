// Libraries of hundreds of modules, each in one file: every test file loads them anew, which goes by their number.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Those that are taken as they are. */
const WHOLE = [
  'zod',
  'drizzle-orm',
  'drizzle-orm/pg-core',
  'drizzle-orm/node-postgres',
  'drizzle-orm/migrator',
];
/** Those of which is taken what is imported somewhere: as a whole they are as slow in one file. */
const IN_PART = ['@fluentui/react-components', '@fluentui/react-icons'];
const IMPORTERS = ['src', 'test'];
/** There may be one of each only, and others load them too. */
const SHARED = ['react', 'react-dom', 'scheduler', 'pg'];

/**
 * Bundles them where that was not done yet for these versions and imports; resolves with the `moduleNameMapper` of jest
 * that leads to them.
 */
export async function testLibraries(root) {
  const entries = [...WHOLE.map(wholeOf), ...IN_PART.map((library) => partOf(root, library))];
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  hash.update(readFileSync(import.meta.filename)).update(JSON.stringify(entries));
  const folder = path.join(root, 'dist/test-libraries', hash.digest('hex').slice(0, 16));
  if (!existsSync(folder)) await bundle(root, entries, folder);
  return Object.fromEntries(
    entries.map(({ library, name }) => [`^${library}$`, path.join(folder, `${name}.js`)]),
  );
}

const nameOf = (library) => library.replaceAll(/\W+/g, '-').replace(/^-/, '');

const wholeOf = (library) => ({ library, name: nameOf(library), source: `export * from '${library}';` });

const filesIn = (folder) => readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name));

function partOf(root, library) {
  const imports = new RegExp(`^import \\{([^}]*)\\} from '${library}';`, 'gm');
  const names = new Set();
  for (const file of IMPORTERS.flatMap((folder) => filesIn(path.join(root, folder)))) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const [, list] of readFileSync(file, 'utf8').matchAll(imports))
      for (const name of list.split(',')) names.add(name.trim().replace(/ as .*/, ''));
  }
  const values = [...names].filter((name) => name !== '' && !name.startsWith('type '));
  return {
    library,
    name: nameOf(library),
    source: `export { ${values.toSorted((a, b) => (a < b ? -1 : 1)).join(', ')} } from '${library}';`,
  };
}

/** Puts the folder in its place whole, and removes those of other versions. */
async function bundle(root, entries, folder) {
  const all = path.dirname(folder);
  mkdirSync(all, { recursive: true });
  const unfinished = mkdtempSync(path.join(all, 'unfinished-'));
  await build({
    entryPoints: entries.map(({ name }) => ({ in: `entry:${name}`, out: name })),
    bundle: true,
    // What two of them share is one file, so that there is one of it.
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'es2022',
    outdir: unfinished,
    external: SHARED,
    // Some of what they are made of asks for React the old way.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [{ name: 'entries', setup: (plugin) => resolveEntries(plugin, root, entries) }],
    logLevel: 'warning',
  });
  // Another run may have been quicker.
  if (existsSync(folder)) return rmSync(unfinished, { recursive: true });
  for (const name of readdirSync(all))
    if (!name.startsWith('unfinished-')) rmSync(path.join(all, name), { recursive: true, force: true });
  renameSync(unfinished, folder);
}

function resolveEntries(plugin, root, entries) {
  plugin.onResolve({ filter: /^entry:/ }, ({ path: entry }) => ({
    path: entry.slice(6),
    namespace: 'entry',
  }));
  plugin.onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: entry }) => ({
    contents: entries.find(({ name }) => name === entry).source,
    resolveDir: root,
  }));
}
