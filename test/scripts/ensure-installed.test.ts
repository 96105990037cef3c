import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sourceStamp } from '../../scripts/lib/build.mjs';
import { installFault, nodeFault } from '../../scripts/lib/ensure-installed.mjs';

describe('what has to be installed', () => {
  test.each([
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.3.0', true],
    ['20.18.3', false],
    ['18.20.0', false],
  ])('Node %s runs Sitebook: %p', (version, runs) => {
    expect(nodeFault(version) === null).toBe(runs);
  });

  const lock = {
    packages: {
      '': { name: 'sitebook' },
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/@swc/core-win32': { version: '1.16.18', optional: true },
    },
  };

  test('nothing there, an older version, a missing package; not what other platforms need', () => {
    expect(installFault(lock, null)).toBe('no packages are installed');
    expect(installFault(lock, { packages: {} })).toBe('zod 4.6.7 is missing');
    expect(installFault(lock, { packages: { 'node_modules/zod': { version: '4.6.6' } } })).toBe(
      'zod 4.6.7 is missing',
    );
    expect(installFault(lock, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBeNull();
  });
});

test('the build knows a source that changed, came or went', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'sitebook-stamp-'));
  mkdirSync(path.join(root, 'src'));
  const file = path.join(root, 'src/a.ts');
  writeFileSync(file, 'one');
  const first = sourceStamp(root);
  expect(sourceStamp(root)).toBe(first);
  utimesSync(file, new Date(0), new Date(0));
  const touched = sourceStamp(root);
  writeFileSync(path.join(root, 'src/b.ts'), 'two');
  const added = sourceStamp(root);
  rmSync(root, { recursive: true });
  expect(new Set([first, touched, added]).size).toBe(3);
});
