import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chooseLanguage } from '../../src/words/language.js';
import { loadWords } from '../../src/ui/language/words.js';
import type { PaneOptions } from '../support/pane-setup.js';

// Catalogues are picked when the screens' modules load, so the language comes first and the pane is imported later.
chooseLanguage({ display: 'es-MX', content: 'es-MX' });
await loadWords();
const { openPane } = await import('../support/pane-setup.js');

const MESSAGES = path.resolve(import.meta.dirname, '../../src/ui/messages');
afterEach(cleanup);

async function home(options: PaneOptions = {}) {
  const pane = openPane(options);
  await screen.findByTestId('balances');
  return pane;
}
const button = (name: string | RegExp) => screen.getByRole('button', { name });

/** Everything that can be read or is read out. */
function visibleTexts(): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-description']) {
      const text = element.getAttribute(name);
      if (text !== null) texts.push(text);
    }
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** The English texts: whole where nothing comes in, else the pieces between what comes in. */
let english: string[];
beforeAll(async () => {
  const own = new Set<string>();
  const spanish = new Set<string>();
  for (const file of readdirSync(MESSAGES).filter((name) => /-(en|es)\.ts$/.test(name))) {
    if (file.includes('problems-')) continue;
    const words = (await import(pathToFileURL(path.join(MESSAGES, file)).href)) as object;
    for (const text of piecesOf(words)) (file.endsWith('-en.ts') ? own : spanish).add(text);
  }
  english = [...own].filter((text) => !spanish.has(text));
  expect(english.length).toBeGreaterThan(400);
});

function piecesOf(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  if (typeof part === 'function') {
    const say = part as (...params: unknown[]) => string;
    try {
      return [7103, 1]
        .flatMap((count) => say(count, count, count, count).split(/7103|\b1\b/))
        .map((piece) => piece.trim());
    } catch {
      // Words that join a list have no text of their own.
      return [];
    }
  }
  return Object.values(part as object).flatMap(piecesOf);
}

/** English texts that stand alone, and longer ones within others; a short word may be part of a Spanish one. */
const leftInEnglish = () => {
  const texts = visibleTexts();
  return english.filter((words) =>
    texts.some(
      (text) => text === words || (words.length >= 10 && words.includes(' ') && text.includes(words)),
    ),
  );
};

describe('the pane of somebody whose Excel is Spanish', () => {
  test('home says in Spanish what is left, with her figures', async () => {
    const { excel } = await home();
    expect(screen.getByTestId('balance-GF').textContent).toContain('23,514.38');
    expect(screen.getByText('Disponible')).toBeTruthy();
    expect(screen.getByText('Nada por corregir.')).toBeTruthy();
    expect(leftInEnglish()).toEqual([]);
    act(() => excel.type('budget', 'line-11', 'amount', 6_000));
    expect(screen.getByText(/Title I se excede en \$427\.20\./)).toBeTruthy();
    expect(screen.getByText(/Tiene \$27,000 y presupuesta \$27,427\.20/)).toBeTruthy();
    expect(screen.getByTestId('announcer').textContent).toBe('Title I: se excede en $427.20');
    expect(screen.getByTestId('submit-reason').textContent).toBe('1 por corregir');
    expect(leftInEnglish()).toEqual([]);
  });

  test('the check would see a text that is left in English', async () => {
    await home();
    render(<p>Nothing is allocated to this site yet.</p>);
    expect(leftInEnglish()).toEqual(['Nothing is allocated to this site yet.']);
  });

  test('saving and submitting', async () => {
    await home();
    fireEvent.click(button('Guardar'));
    expect(await screen.findByText(/^Guardado como r1, mié 6 mar/)).toBeTruthy();
    expect(screen.getByTestId('state').textContent).toBe('Guardado r1');
    expect(leftInEnglish()).toEqual([]);
    fireEvent.click(button('Presentar…'));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Presentar a Finanzas')).toBeTruthy();
    expect(leftInEnglish()).toEqual([]);
  });

  test('adding a line, with an amount as she writes it', async () => {
    await home();
    fireEvent.click(button('Agregar'));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Una línea…' }));
    await screen.findByText('Agregar una línea');
    expect(leftInEnglish()).toEqual([]);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'supplies' } });
    fireEvent.click((await waitFor(() => screen.getAllByTestId('found-account')))[0]!);
    const amount = screen.getByRole('textbox', { name: 'Monto en dólares' });
    fireEvent.change(amount, { target: { value: '1,200' } });
    expect(screen.getByTestId('line-effect').textContent).toMatch(/^Deja \$[\d,.]+ en General fund\.$/);
    fireEvent.change(amount, { target: { value: '12,34' } });
    expect(leftInEnglish()).toEqual([]);
  });

  test('somebody who is not signed in, and a workbook of another year', async () => {
    openPane({ signedIn: null });
    expect(await screen.findByRole('button', { name: 'Iniciar sesión' })).toBeTruthy();
    expect(leftInEnglish()).toEqual([]);
    cleanup();
    openPane({ identity: null });
    expect(await screen.findByText('No es un libro de Sitebook')).toBeTruthy();
    expect(leftInEnglish()).toEqual([]);
  });
});
