import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of package.json: where assets, migrations and pages are, both from the sources and from `dist`. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('package.json was not found above the program');
    folder = parent;
  }
  return folder;
}
