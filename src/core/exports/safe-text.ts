/** What a spreadsheet begins a formula with, by code unit: `=`, `+`, `-`, `@`, a tab, a carriage return. */
const RUNS: ReadonlySet<number> = new Set(Array.from('=+-@\t\r', (character) => character.charCodeAt(0)));

/**
 * Text that a spreadsheet would take for a formula is prefixed. Of text columns only: amounts are written by us, and
 * one below zero begins with a sign.
 */
export const safeText = (text: string) => (RUNS.has(text.charCodeAt(0)) ? `'${text}` : text);
