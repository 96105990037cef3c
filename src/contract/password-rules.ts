/** The fewest and most characters of a password. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

export type PasswordFault = 'short' | 'long' | 'name' | 'common';

/** What guessers try first, without digits and signs; also twice in a row, or with a year behind. */
const COMMON = [
  'password',
  'passwort',
  'contrasena',
  'passphrase',
  'sitebook',
  'welcome',
  'bienvenido',
  'letmein',
  'administrator',
  'admin',
  'changeme',
  'secret',
  'iloveyou',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'dragon',
  'monkey',
  'school',
  'district',
  'schooldistrict',
  'principal',
  'teacher',
  'budget',
  'finance',
  'excel',
  'spring',
  'summer',
  'autumn',
  'winter',
  'letmeinplease',
  'correcthorsebatterystaple',
  'trustno',
];
/** Rows of keyboards and rows of letters, which are typed without thinking. */
const ROWS = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '1qaz2wsx3edc4rfv',
];
/** Characters for which guessers try others that look alike. */
const ALIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
/** With fewer characters than this beside what everybody knows, a password is guessed. */
const OWN_CHARACTERS = 6;

/** Why a password is not taken; null when it is. `known` is what others know of her: name, e-mail, district. */
export function passwordFault(password: string, known: readonly string[]): PasswordFault | null {
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH.least) return 'short';
  if (length > PASSWORD_LENGTH.most) return 'long';
  const plain = password.normalize('NFKC').toLowerCase();
  if (withoutRuns(plain).length < 3 || new Set(plain).size < 5) return 'common';
  for (const [words, fault] of [
    [known.flatMap(wordsOf), 'name'],
    [COMMON, 'common'],
  ] as const) {
    for (const text of [plain, alike(plain)]) if (leftOver(text, words) < OWN_CHARACTERS) return fault;
  }
  return null;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);
}

const alike = (text: string) => Array.from(text, (character) => ALIKE[character] ?? character).join('');

/** How many letters and digits are left without some words; a year or a run counts as a word where there was one. */
function leftOver(text: string, words: readonly string[]): number {
  let rest = text;
  for (const word of [...words].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, ' ');
  if (rest === text) return text.length;
  return withoutRuns(rest.replace(/(19|20)\d\d/g, '')).replace(/[^\p{L}\p{N}]/gu, '').length;
}

const RUNS = ROWS.flatMap((row) => [row, Array.from(row).reverse().join('')]);

/** A text without its runs along rows, forwards or backwards, of three characters and more. */
function withoutRuns(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length;) {
    let length = Math.min(26, text.length - at);
    while (length >= 3 && !RUNS.some((run) => run.includes(text.slice(at, at + length)))) length -= 1;
    if (length < 3) rest += text.charAt(at);
    at += length < 3 ? 1 : length;
  }
  return rest;
}
