import type { Spanish } from '../messages/spanish.js';
import { pageLanguage, speakEnglish, type Words } from '../../words/language.js';

const fetchSpanish = () => import(/* webpackChunkName: "spanish" */ '../messages/spanish.js');

let spanish: Spanish | null = null;

/** Begins to fetch the words of a language that is only guessed yet, so that nobody waits for them later. */
export function expectLanguage(tag: string): void {
  // What does not come now is asked for again once the language is known.
  if (/^es\b/i.test(tag)) fetchSpanish().catch(() => undefined);
}

/**
 * Has the words of the chosen language here. Comes before the screens are imported, since catalogues are picked when
 * their modules load. English is always here, and is what a page speaks whose words do not come.
 */
export async function loadWords(): Promise<void> {
  if (pageLanguage() === 'en') return;
  try {
    spanish = (await fetchSpanish()).SPANISH;
  } catch {
    speakEnglish();
  }
}

/** The catalogue of the page's language. */
export function inLanguage<T>(english: T, pick: (spanish: Spanish) => Words<T>): Words<T> {
  return spanish === null ? (english as Words<T>) : pick(spanish);
}
