import type { Site } from '../../../src/core/budget/site.js';
import type { Problem } from '../../../src/core/problem.js';
import type { ImportProblems } from '../csv-table.js';
import { fileWarning } from './file-warning.js';
import { Spellings, squeezed } from './spellings.js';

/** `(509-CHINESE IMMERSION SCHOOL (AT DE AVILA)) 24-25 Staffing and Budget Allocations.pdf` */
const FILE_NAME = /^\(([A-Za-z0-9]+)-(.+)\)\s.*\.pdf$/i;

/** A level by the last word of a name, before the early education site that shares the letter ("… ES and 911-…"). */
const LEVELS = new Map<string, Site['level']>([
  ['ES', 'elementary'],
  ['K-8', 'elementary'],
  ['MS', 'middle'],
  ['HS', 'high'],
]);

/**
 * The sites that letters are about, by code. A letter whose rows carry no code but the name of the letter's file is
 * placed by the code in that name, with a warning; a site without a code or a name cannot be placed.
 */
export class LetterSites {
  readonly #names = new Spellings();
  readonly #first = new Map<string, { letters: string; file: string; row: number }>();
  readonly #warned = new Set<string>();

  constructor(
    private readonly problems: ImportProblems,
    private readonly warnings: Problem[],
  ) {}

  /** The code of a row's site; null, with a problem, where there is none. */
  place(file: string, row: number, { site, site_name }: { site: string; site_name: string }): string | null {
    const inName = site === '' ? FILE_NAME.exec(site_name) : null;
    const code = inName?.[1] ?? site;
    const name = inName?.[2] ?? site_name;
    if (!/^[A-Za-z0-9]{1,20}$/.test(code))
      return this.#bad(file, row, 'site', site, 'the row has no site code');
    if (name === '') return this.#bad(file, row, 'site_name', '', 'a site needs a name');
    const letters = squeezed(name);
    const first = this.#first.get(code);
    if (first && first.letters !== letters)
      return this.#bad(file, row, 'site_name', site_name, `site ${code} has another name above`);
    if (!first) this.#first.set(code, { letters, file, row });
    this.#names.add(code, name);
    if (inName) this.#warn('import.siteFromFileName', file, row, 'site', code, name);
    return code;
  }

  name(code: string): string {
    return this.#names.best(code);
  }

  /** Every site placed so far in order of first appearance. A name that tells no level is taken as elementary and warned of. */
  list(): Site[] {
    return this.#names.codes().map((code) => {
      const name = this.name(code);
      const level = LEVELS.get(
        name
          .replace(/ and \d.*$/, '')
          .split(' ')
          .at(-1) ?? '',
      );
      const first = this.#first.get(code);
      if (!level && first) this.#warn('import.levelUnknown', first.file, first.row, 'site_name', code, name);
      return { code, name, level: level ?? 'elementary' };
    });
  }

  #bad(file: string, row: number, column: string, value: string, detail: string): null {
    this.problems.add('import.badCell', file, { value, detail }, row, column);
    return null;
  }

  #warn(code: string, file: string, row: number, column: string, site: string, siteName: string): void {
    const key = `${code}|${file}|${site}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.warnings.push(fileWarning(code, file, { site, siteName }, row, column));
  }
}
