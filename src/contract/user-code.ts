/** Consonants only, as RFC 8628 (6.1) advises: they make no words, and no figure can be taken for a letter. */
export const CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
export const CODE_LENGTH = 8;

/** A code as it is compared: upper case, without the dash, spaces or whatever else came along when it was copied. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/g, '');
}

/** "BCDF-GHJK": as it is shown. */
export function shownCode(plain: string): string {
  return `${plain.slice(0, CODE_LENGTH / 2)}-${plain.slice(CODE_LENGTH / 2)}`;
}

const WHOLE = new RegExp(`^[${CODE_LETTERS}]{${String(CODE_LENGTH)}}$`);

export function isWholeCode(typed: string): boolean {
  return WHOLE.test(plainCode(typed));
}
