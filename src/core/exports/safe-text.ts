/**
 * Text that a spreadsheet would take for a formula is prefixed. Of text columns only: amounts are written by us, and
 * one below zero begins with a sign.
 */
export const safeText = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
