/** The languages that people can read Sitebook in. */
export type Language = 'en' | 'es';

/** What the host says about the person: in which language Excel shows itself, and how she writes figures. */
export type HostLanguages = { display: string | undefined; content: string | undefined };

let language: Language = 'en';
let numberLocale = 'en-US';

/**
 * Chooses the language of the page and how figures are written and read in it. Catalogues are picked when their
 * modules load, so this comes before the screens are imported; a page keeps its language until it is loaded again.
 * Languages that Sitebook does not have, and tags that are none, give English.
 */
export function chooseLanguage({ display, content }: HostLanguages): void {
  language = /^es\b/i.test(display ?? '') ? 'es' : 'en';
  numberLocale = knownLocale(content) ?? knownLocale(display) ?? 'en-US';
}

/** The page speaks English after all, since its words could not be fetched. Figures stay as the person writes them. */
export function speakEnglish(): void {
  language = 'en';
}

export function pageLanguage(): Language {
  return language;
}

/** Tag for figures, such as `en-US` or `es-MX`. */
export function figureLocale(): string {
  return numberLocale;
}

/** Tag for names of days and months: words in the page's language, the clock as in the United States. */
export function wordLocale(): string {
  return language === 'es' ? 'es-US' : 'en-US';
}

function knownLocale(tag: string | undefined): string | null {
  try {
    return tag === undefined || tag === '' ? null : (Intl.NumberFormat.supportedLocalesOf(tag)[0] ?? null);
  } catch {
    return null;
  }
}

/** A catalogue as any language has it: the same keys, texts, and functions of the same parameters. */
export type Words<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Words<T[K]> };
