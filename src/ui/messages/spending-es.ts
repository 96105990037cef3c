import type { Words } from '../../words/language.js';
import type { SPENDING_EN } from './spending-en.js';

/** Spanish words of what this year's budget was spent on. Figures and dates come in formatted. */
export const SPENDING_ES: Words<typeof SPENDING_EN> = {
  title: '¿En qué gasté?',
  asOf: (date) => `Este año, al ${date}`,
  current: 'Presupuesto',
  spent: 'Gastado',
  encumbered: 'Comprometido',
  left: 'Queda de este año',
  over: 'Exceso de este año',
  shared: (lines) => `De la cuenta, que comparten ${String(lines)} líneas.`,
  nothing: 'Todavía no se ha gastado ni comprometido nada.',
};
