#!/usr/bin/env node
// sitebook: installs what is missing, compiles what changed, carries out the command. The pages are not needed here.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { compileServerIfStale } from './lib/build.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
try {
  await compileServerIfStale(root);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import(pathToFileURL(path.join(root, 'dist/server/cli/main.js')).href);
