// node scripts/licences.mjs: writes docs/third-party-licences.md anew from the lock file.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { licencesDocument } from './lib/licences.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
writeFileSync(path.join(root, 'docs/third-party-licences.md'), licencesDocument(root));
