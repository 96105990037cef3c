// Where tests run that open embedded databases. PGlite is nine megabytes of WebAssembly, which every start compiles anew,
// for two seconds of CPU, unless somebody still has it: here, for as long as the process runs, test file after test file.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

const folder = path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
const kept = WebAssembly.compile(await readFile(path.join(folder, 'pglite.wasm')));

export default class DatabaseEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    await kept;
  }
}
