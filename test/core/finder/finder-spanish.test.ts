import { describe, expect, it } from '@jest/globals';
import { find } from '../../../src/core/finder/find.js';
import { openFinder, type Finder } from '../../../src/core/finder/finder.js';
import { SPANISH_ROWS, spanishEntries, SYNONYMS_ES } from '../../../src/core/finder/synonyms-es.js';
import { SynonymSet } from '../../../src/core/finder/synonyms.js';
import { plain } from '../../../src/core/finder/words.js';
import { daytonInput } from './dayton.js';
import { GRADE_SCHOOL, HIGH, JUNIOR_HIGH, LABELLED, OFFICE } from './labelled.js';

const finders = new Map<string, Finder>();
function finderOf(site: string): Finder {
  const finder = finders.get(site) ?? openFinder({ ...daytonInput(site), synonyms: SYNONYMS_ES });
  finders.set(site, finder);
  return finder;
}

function fits(account: string, pattern: string): boolean {
  const codes = account.split('-');
  return pattern
    .split('-')
    .every((part, index) => new RegExp(`^${part.replace('*', '.*')}$`).test(codes[index] ?? ''));
}

/** Who asks for what in Spanish, and which accounts would be right (fund-function-site-area-object). */
const SPANISH: readonly (readonly [site: string, query: string, expected: readonly string[]])[] = [
  [HIGH, 'libros de texto', ['*-1131-608-*-420']],
  [GRADE_SCHOOL, 'libros de la biblioteca', ['100-2222-125-000-430']],
  [HIGH, 'útiles de arte', ['100-1131-608-131-410']],
  [HIGH, 'materiales para ciencias', ['100-1131-608-120-410']],
  [HIGH, 'computadoras portátiles', ['*-*-608-*-480']],
  [HIGH, 'muebles: escritorios y sillas', ['*-*-608-*-460', '*-*-608-*-541', '*-*-608-*-542']],
  [HIGH, 'renta de copiadora', ['*-*-608-*-323']],
  [HIGH, 'electricidad', ['100-2542-608-000-325']],
  [GRADE_SCHOOL, 'recibo de la luz', ['100-2542-125-000-325']],
  [JUNIOR_HIGH, 'agua y drenaje', ['100-2542-571-000-327']],
  [JUNIOR_HIGH, 'basura', ['100-2542-571-000-328']],
  [HIGH, 'teléfono', ['100-2669-608-000-351']],
  [HIGH, 'excursión', ['*-2552-608-*-332']],
  [HIGH, 'viajes y conferencias', ['*-*-608-*-340']],
  [HIGH, 'maestros suplentes', ['*-*-608-*-311']],
  [HIGH, 'sueldo de maestro de matemáticas', ['100-1131-608-180-111']],
  [GRADE_SCHOOL, 'asistente de educación especial', ['100-1220-125-320-112']],
  [HIGH, 'conserje', ['100-2542-608-000-112']],
  [GRADE_SCHOOL, 'secretaria de la escuela', ['100-2410-125-000-112']],
  [HIGH, 'entrenador de fútbol americano', ['100-1132-608-231-134']],
  [JUNIOR_HIGH, 'entrenadora de voleibol', ['100-1122-571-232-134']],
  [JUNIOR_HIGH, 'materiales de limpieza', ['100-2542-571-000-410', '*-*-571-*-410']],
  [OFFICE, 'útiles de ciencias para octavo grado', ['100-1121-571-120-410']],
  [OFFICE, 'materiales de música de 3er grado', ['100-1111-125-133-410']],
  [GRADE_SCHOOL, 'útiles de enfermería', ['100-2130-125-000-410']],
  [GRADE_SCHOOL, 'Título I útiles', ['201-1272-125-000-410']],
  [HIGH, 'comida de la cafetería', ['250-3120-608-000-450']],
  [OFFICE, 'abogado', ['*-*-001-*-382']],
  [OFFICE, 'choferes de autobús', ['100-2552-001-000-112', '100-2552-001-000-331']],
  [HIGH, 'fútbol de niñas: arbitros', ['100-1132-608-240-389', '*-1132-608-*-389']],
];

describe('Spanish words over English titles', () => {
  it.each(SPANISH)('site %s: %s', (site, query, expected) => {
    const found = find(finderOf(site), query, { limit: 3 });
    const isFound = found.some(({ account }) => expected.some((pattern) => fits(account, pattern)));
    expect({ query, seen: found.map(({ label }) => label), isFound }).toMatchObject({ isFound: true });
  });

  it('leave what English words find: in the first three for nearly all', () => {
    const missed = LABELLED.filter(([site, query, expected]) => {
      const found = find(finderOf(site), query, { limit: 3 });
      return !found.some(({ account }) => expected.some((pattern) => fits(account, pattern)));
    });
    expect(missed.length / LABELLED.length).toBeLessThanOrEqual(0.05);
  });
});

describe('the Spanish list', () => {
  it('leads every row to titles, by an English word that has some', () => {
    expect(SPANISH_ROWS.length).toBeGreaterThan(60);
    expect(SPANISH_ROWS.filter((row) => spanishEntries(row).length === 0)).toEqual([]);
  });

  it('is data as the schema has it, written as queries are read', () => {
    expect(SynonymSet.parse(JSON.parse(JSON.stringify(SYNONYMS_ES)))).toEqual(SYNONYMS_ES);
    const words = SPANISH_ROWS.map(([spanish]) => spanish);
    expect(words.filter((text) => plain(text) !== text)).toEqual([]);
    const { ordinals, names } = SYNONYMS_ES.gradeWords;
    expect(Object.keys({ ...ordinals, ...names }).filter((word) => plain(word) !== word)).toEqual([]);
  });

  it('holds no word that would be ignored', () => {
    const ignored = new Set(SYNONYMS_ES.stopWords);
    const words = SPANISH_ROWS.flatMap(([spanish]) => spanish.split(',').map((word) => word.trim()));
    expect(words.filter((word) => ignored.has(word))).toEqual([]);
  });
});
