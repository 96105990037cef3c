import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { readAddInId } from '../../server/read-add-in-id.js';

// In a process of its own: the package is CommonJS and requires modules, which Node can and jest cannot.
const PROGRAM = `
  import { OfficeAddinManifest } from 'office-addin-manifest';
  console.log(JSON.stringify(await OfficeAddinManifest.readManifestFile('manifest.xml')));`;

test("Microsoft's own reader finds in manifest.xml what the server writes into workbooks", () => {
  const output = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', PROGRAM], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toMatchObject({
    id: readAddInId(),
    displayName: 'Sitebook',
    officeAppType: 'TaskPaneApp',
    hosts: ['Workbook'],
    permissions: 'ReadWriteDocument',
  });
});
