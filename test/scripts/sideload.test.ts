import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { readAddress, prepareSideload, sideloadSteps } from '../../scripts/lib/sideload-plan.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'sitebook-sideload-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

describe('the address that Excel loads from', () => {
  test.each([
    [undefined, 'https://localhost:3000'],
    ['https://budget.example/', 'https://budget.example'],
    ['https://10.0.0.7:8443', 'https://10.0.0.7:8443'],
  ])('%s is %s', (SITEBOOK_ADDRESS, address) => {
    expect(readAddress({ SITEBOOK_ADDRESS })).toEqual({ address });
  });

  test.each(['http://localhost:3000', 'budget.example', 'https://budget.example/app', 'https://x:port', ''])(
    '"%s" is none',
    (SITEBOOK_ADDRESS) => {
      expect(readAddress({ SITEBOOK_ADDRESS }).fault).toContain('https addresses only');
    },
  );
});

describe('certificate and manifest', () => {
  const names = () => new X509Certificate(read('localhost.crt'));

  test('hold the address, also one that is not this computer, and fit together', async () => {
    await prepareSideload(ROOT, folder, 'https://localhost:3000');
    expect(names().checkHost('localhost')).toBe('localhost');
    expect(names().checkIP('127.0.0.1')).toBe('127.0.0.1');
    await prepareSideload(ROOT, folder, 'https://budget.example:8443');
    expect(names().checkHost('budget.example')).toBe('budget.example');
    expect(names().checkHost('localhost')).toBe('localhost');
    expect(names().checkIssued(new X509Certificate(read('ca.crt')))).toBe(true);
    createSecureContext({ cert: read('localhost.crt'), key: read('localhost.key') });
    expect(read('manifest.xml')).toContain('https://budget.example:8443/taskpane.html');
    expect(read('manifest.xml')).not.toContain('localhost');
  });

  test('an address in figures is held as one, and a certificate that serves is kept', async () => {
    await prepareSideload(ROOT, folder, 'https://10.0.0.7:3000');
    expect(names().checkIP('10.0.0.7')).toBe('10.0.0.7');
    const before = read('localhost.crt');
    await prepareSideload(ROOT, folder, 'https://10.0.0.7:3000');
    expect(read('localhost.crt')).toBe(before);
  });
});

describe('what it says', () => {
  test('on this computer, how each Excel loads it, and that an iPad cannot yet', () => {
    const steps = sideloadSteps('https://localhost:3000');
    for (const platform of ['Windows', 'Mac', 'Web', 'iPad']) expect(steps).toContain(platform);
    expect(steps).toMatch(/iPad +Not yet/);
    expect(steps).not.toContain('SITEBOOK_HOST');
    expect(steps).not.toContain('nobody to sign in as at this address');
  });

  test('at another address, that the sample is not served there', () => {
    const steps = sideloadSteps('https://budget.example');
    expect(steps).toContain('SITEBOOK_HOST=0.0.0.0');
    expect(steps).toContain('nobody to sign in as at this address');
  });
});
