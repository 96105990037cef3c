import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chooseLanguage } from '../../src/words/language.js';
import { loadWords } from '../../src/ui/language/words.js';
import type { Params } from '../../src/words/message.js';
import { PROBLEMS_EN } from '../../src/words/problems-en.js';
import { PROBLEMS_ES } from '../../src/ui/messages/problems-es.js';

const SRC = path.resolve(import.meta.dirname, '../../src');
const MESSAGES = path.join(SRC, 'ui/messages');

/** Sentences take the parameters of a problem; imports are read by finance alone, in English. */
const SENTENCES = ['problems', 'rule-pack-problems', 'import-problems'];
const AREAS = readdirSync(MESSAGES)
  .filter((file) => file.endsWith('-en.ts'))
  .map((file) => file.replace('-en.ts', ''))
  .filter((area) => !SENTENCES.includes(area));

/** Texts that are the same in both languages: names, units, and forms that only join what comes in. */
const SAME = new Set([
  'account.mail.languages.en',
  'account.mail.languages.es',
  'account.page.as',
  'allocation-changes.by',
  'allocation-changes.fte',
  'audit.details.fte',
  'comments.by',
  'conflict.choice',
  'conflict.fields.fte',
  'conflict.rowAndField',
  'conflict.value.amount',
  'conflict.value.fte',
  'conflict.value.money',
  'conflict.value.pay.amount',
  'conflict.value.split',
  'conflict.value.unread',
  'pane.addPost.fte',
  'pane.notSitebook.workbookName',
  'pane.submit.fte',
  'pane.submit.total',
  'pane.waysOut.fte',
  'people.atSites',
  'requests.answered',
  'requests.by',
  'revisions.fromTo',
  'revisions.savedBy',
  'row.post.fte',
  'shared.product',
  'submit.receipt.text',
]);

type Leaf = string | ((...params: unknown[]) => unknown);

/** Every text of a catalogue by where it stands. */
function leavesOf(catalogue: unknown, place: string): [string, Leaf][] {
  if (typeof catalogue === 'string' || typeof catalogue === 'function') return [[place, catalogue as Leaf]];
  return Object.entries(catalogue as object).flatMap(([key, part]) => leavesOf(part, `${place}.${key}`));
}

async function catalogue(area: string, language: 'en' | 'es'): Promise<Map<string, Leaf>> {
  const file = pathToFileURL(path.join(MESSAGES, `${area}-${language}.ts`)).href;
  const words = (await import(file)) as Record<string, unknown>;
  const name = `${area.replaceAll('-', '_').toUpperCase()}_${language.toUpperCase()}`;
  return new Map(leavesOf(words[name], area));
}

const COUNTS = [7103, 8209, 9311, 6421];
/** What a text says for parameters that can be told apart, and for one of everything. */
function said(leaf: Leaf, place: string): string[] {
  if (typeof leaf === 'string') return [leaf];
  if (place === 'submit.receipt.text') return [String(leaf([['7103', '8209']]))];
  // What only passes a figure on gives it back as it is.
  return [COUNTS, [1, 1, 1, 1]].map((params) => String(leaf(...params)));
}
const paramsIn = (text: string) => [...new Set(text.match(/7103|8209|9311|6421/g) ?? [])].sort();

describe.each(AREAS)('the words of %s', (area) => {
  test('are there in both languages, with what comes in, and are not left in English', async () => {
    const [english, spanish] = await Promise.all([catalogue(area, 'en'), catalogue(area, 'es')]);
    expect(english.size).toBeGreaterThan(0);
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [place, leaf] of english) {
      const [first = '', ...others] = said(leaf, place);
      const [translated = '', ...otherTranslated] = said(spanish.get(place) ?? '', place);
      for (const text of [translated, ...otherTranslated])
        expect({ place, text }).not.toMatchObject({ text: '' });
      expect({ place, params: paramsIn(translated) }).toEqual({ place, params: paramsIn(first) });
      expect({ place, isSame: translated === first }).toEqual({ place, isSame: SAME.has(place) });
      if (!SAME.has(place)) {
        others.forEach((text, index) =>
          expect({ place, text: otherTranslated[index] }).not.toEqual({ place, text }),
        );
      }
    }
  });
});

/** Parameters that show where each of them stands; optional ones are there or not. */
const params = (hasAll: boolean): Params => ({
  text: (name) => (['from', 'to', 'startDate'].includes(name) ? '2025-03-15' : `‹${name}›`),
  money: (name) => `‹$${name}›`,
  fte: (name) => `‹${name} fte›`,
  number: () => 370_000,
  has: () => hasAll,
});
const marks = (text: string) => [...new Set(text.match(/‹[^›]*›|37 %|\b15\b|\b2025\b/g) ?? [])].sort();

describe('sentences of problems', () => {
  test('are there in both languages', () => {
    expect(Object.keys(PROBLEMS_ES).sort()).toEqual(Object.keys(PROBLEMS_EN).sort());
  });

  test.each(Object.keys(PROBLEMS_EN))('%s says the same figures in other words', (code) => {
    const english = PROBLEMS_EN[code]!;
    const spanish = PROBLEMS_ES[code]!;
    for (const part of ['sentence', 'whatToDo'] as const) {
      for (const hasAll of [true, false]) {
        const [en, es] = [english[part](params(hasAll)), spanish[part](params(hasAll))];
        expect(marks(es)).toEqual(marks(en));
        expect(es).not.toBe(en);
        expect(es.trim()).not.toBe('');
      }
    }
  });
});

describe('where words come from', () => {
  test('screens take them in the language of the page, never from an English catalogue', () => {
    const english = ['taskpane', 'ui', 'web']
      .flatMap((folder) =>
        readdirSync(path.join(SRC, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
          path.join(SRC, folder, name),
        ),
      )
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(MESSAGES))
      .filter((file) => /from '[^']*messages\/[a-z-]+-en\.js'/.test(readFileSync(file, 'utf8')));
    expect(english).toEqual([]);
  });

  test('Spanish ones come in a file of their own, and each area picks its own', async () => {
    const files = readdirSync(MESSAGES).filter((file) => file.endsWith('.ts') && !file.endsWith('-es.ts'));
    const importing = files.filter((file) =>
      readFileSync(path.join(MESSAGES, file), 'utf8').includes("-es.js'"),
    );
    expect(importing).toEqual(['spanish.ts']);
    chooseLanguage({ display: 'es-MX', content: undefined });
    await loadWords();
    try {
      for (const area of [...AREAS.filter((area) => files.includes(`${area}.ts`)), 'problems']) {
        const name = area.replaceAll('-', '_').toUpperCase();
        const load = async (file: string) =>
          (await import(pathToFileURL(path.join(MESSAGES, `${file}.ts`)).href)) as Record<string, unknown>;
        const [picked, spanish] = await Promise.all([load(area), load(`${area}-es`)]);
        expect(picked[name]).toBe(spanish[`${name}_ES`]);
      }
    } finally {
      chooseLanguage({ display: undefined, content: undefined });
    }
  });

  test('the page of the pane loads none before it knows the language', () => {
    const seen = new Set<string>();
    const walk = (file: string) => {
      if (seen.has(file) || file.endsWith(path.join('app', 'App.tsx'))) return;
      seen.add(file);
      const imports = readFileSync(file, 'utf8').matchAll(
        /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)\.js';/gm,
      );
      for (const [, target = ''] of imports) {
        const base = path.resolve(path.dirname(file), target);
        walk([`${base}.ts`, `${base}.tsx`].find((name) => existsSync(name)) ?? base);
      }
    };
    walk(path.join(SRC, 'taskpane/index.tsx'));
    expect(seen.size).toBeGreaterThan(10);
    expect([...seen].filter((file) => file.startsWith(MESSAGES))).toEqual([]);
  });
});
