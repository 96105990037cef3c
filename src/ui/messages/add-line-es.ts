import { formatAmount } from '../../words/figures.js';
import type { Words } from '../../words/language.js';
import type { ADD_LINE_EN } from './add-line-en.js';

/** Spanish words of adding a line. Figures and names come in formatted. */
export const ADD_LINE_ES: Words<typeof ADD_LINE_EN> = {
  title: 'Agregar una línea',
  copyTitle: 'Copiar una línea',
  back: 'Volver al presupuesto',
  search: '¿Para qué es?',
  searchHint: 'En sus palabras, como “útiles de arte”, o parte de una cuenta',
  source: 'Se paga con',
  anySource: 'Cualquier fuente de fondos',
  yours: 'Las líneas que más usa',
  found: (count) => (count === 1 ? '1 cuenta coincide' : `${String(count)} cuentas coinciden`),
  none: 'Ninguna de sus cuentas coincide.',
  noneText: 'Pruebe con otras palabras o pida un código nuevo a Finanzas.',
  requestCode: 'Pedir un código nuevo',
  left: (money, source) => `Quedan ${money} en ${source}`,
  over: (money, source) => `${source} se excede en ${money}`,
  isOwn: 'en su hoja',
  chosen: 'Cuenta',
  change: 'Elegir otra',
  name: 'Nombre de la línea',
  amount: 'Monto en dólares',
  amountHint: 'Puede dejarlo en 0 y escribirlo en la hoja.',
  amountWrong: `Escriba un monto en dólares y centavos, como ${formatAmount(120_000)} o ${formatAmount(35_050)}.`,
  why: 'Justificación',
  leaves: (source, money) => `Deja ${money} en ${source}.`,
  wouldBeOver: (source, money) => `${source} se excedería en ${money}.`,
  add: 'Agregar la línea',
  adding: 'Agregando…',
  cancel: 'Cancelar',
};
