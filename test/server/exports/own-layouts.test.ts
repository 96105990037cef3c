import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { layoutOfFile, layoutsWith, shippedLayouts } from '../../../server/exports/export-layouts.js';
import { StartFailure } from '../../../server/start-failure.js';
import { projectRoot } from '../../../server/project-root.js';

let folder: string;
let generic: Record<string, unknown>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sitebook-layouts-'));
  const shipped = path.join(projectRoot(), 'assets/export-layouts/generic-csv.json');
  generic = JSON.parse(await readFile(shipped, 'utf8')) as Record<string, unknown>;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function folderWith(files: Record<string, unknown>): Promise<string> {
  const made = await mkdtemp(path.join(folder, 'shelf-'));
  for (const [name, content] of Object.entries(files))
    await writeFile(path.join(made, name), typeof content === 'string' ? content : JSON.stringify(content));
  return made;
}

function failureOf(read: () => unknown): StartFailure {
  try {
    read();
  } catch (error) {
    if (error instanceof StartFailure) return error;
    throw error;
  }
  throw new Error('It was taken');
}

describe('layouts of whoever runs the server', () => {
  test('stand beside the shipped ones; without a folder these are all', async () => {
    const own = { ...generic, id: 'our-ledger', title: 'Our ledger' };
    const shelf = layoutsWith(await folderWith({ 'our-ledger.json': own, 'notes.txt': 'not a layout' }));
    expect([...shelf.keys()]).toEqual([...shippedLayouts().keys(), 'our-ledger']);
    expect(shelf.get('our-ledger')?.title).toBe('Our ledger');
    expect(layoutsWith(null)).toBe(shippedLayouts());
  });

  test('are refused all at once, each with its file, place and reason', async () => {
    const table = generic['budget'] as { fields: Record<string, unknown>[] };
    const [first, ...others] = table.fields;
    const wrongField = { ...first, pattern: '(', expects: undefined };
    const made = await folderWith({
      'a-broken.json': '{"id": ',
      'b-wrong.json': { ...generic, id: 'b-wrong', lineEnd: 'cr', colour: 'blue' },
      'c-pattern.json': {
        ...generic,
        id: 'c-pattern',
        budget: { ...table, fields: [wrongField, ...others] },
      },
      'd-name.json': { ...generic, id: 'another-name' },
      'generic-csv.json': generic,
    });
    const { message, whatToDo } = failureOf(() => layoutsWith(made));
    const faults = message.split('\n').slice(1);
    expect(message).toContain(made);
    expect(faults[0]).toMatch(/^ {2}a-broken\.json: .*JSON/);
    expect(faults.some((fault) => fault.startsWith('  b-wrong.json, lineEnd: '))).toBe(true);
    expect(faults.some((fault) => /^ {2}b-wrong\.json, the file: .*colour/.test(fault))).toBe(true);
    expect(faults.some((fault) => fault.startsWith('  c-pattern.json, budget.fields[0].pattern: '))).toBe(
      true,
    );
    expect(faults).toContain(
      '  d-name.json, id: the layout another-name has to be in a file another-name.json',
    );
    expect(faults).toContain(
      '  generic-csv.json, id: Sitebook has a layout generic-csv already; choose another id',
    );
    expect(whatToDo).toContain('SITEBOOK_LAYOUTS');
  });

  test('a folder that is not there is said', () => {
    expect(failureOf(() => layoutsWith(path.join(folder, 'nowhere'))).message).toContain('nowhere');
  });

  test('one file serves one export whatever it is called, and is held to the same', async () => {
    const made = await folderWith({
      'draft of march.json': { ...generic, id: 'march' },
      'taken.json': generic,
      'empty.json': '{}',
    });
    const at = (name: string) => path.join(made, name);
    expect(layoutOfFile(at('draft of march.json'), shippedLayouts()).id).toBe('march');
    expect(failureOf(() => layoutOfFile(at('taken.json'), shippedLayouts())).message).toContain(
      'taken.json, id',
    );
    expect(failureOf(() => layoutOfFile(at('empty.json'), shippedLayouts())).message).toContain(
      'empty.json, budget',
    );
  });
});
