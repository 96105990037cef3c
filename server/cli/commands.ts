import { addAudit } from './audit.js';
import { addBackup } from './backup.js';
import { addCheck } from './check.js';
import type { CliCommand } from './cli.js';
import { addExport } from './export.js';
import { addImport } from './import.js';
import { addMerge } from './merge.js';
import { addRestore } from './restore.js';
import { addVerify } from './verify.js';
import { addWorkbooks } from './workbooks.js';

/** Every command of `sitebook`, each in a file of its name: a new one is one more line here. */
export const COMMANDS: readonly CliCommand[] = [
  addImport,
  addWorkbooks,
  addCheck,
  addMerge,
  addExport,
  addVerify,
  addAudit,
  addBackup,
  addRestore,
];
