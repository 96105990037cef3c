import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CsvFiles } from './csv-table.js';

/** The CSV and JSON files of a folder by name. */
export async function readFolderFiles(folder: string): Promise<CsvFiles> {
  const names = (await readdir(folder)).filter((name) => /\.(csv|json)$/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return new Map(names.map((name, index) => [name, texts[index] ?? '']));
}
