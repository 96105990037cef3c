import type { Words } from '../../words/language.js';
import type { ALLOCATION_CHANGES_EN } from './allocation-changes-en.js';

/** Spanish words about changes of a site's allocations. Figures, names and dates come in formatted. */
export const ALLOCATION_CHANGES_ES: Words<typeof ALLOCATION_CHANGES_EN> = {
  title: (count) =>
    count === 1 ? 'Su asignación cambió' : `Sus asignaciones cambiaron ${String(count)} veces`,
  safe: 'Lo que usted escribió queda como está.',
  kinds: {
    initial: 'Asignación inicial',
    enrolment: 'Matrícula',
    holdback: 'Retención',
    carryOver: 'Saldo del año anterior',
    transfer: 'Transferencia',
    correction: 'Corrección',
  },
  fte: (change) => `${change} FTE`,
  by: (author, date) => `${author}, ${date}`,
  over: (source, money) => `${source} ahora se excede en ${money}.`,
  overFte: (source, fte) => `${source} ahora se excede en ${fte} FTE.`,
  fixBy: (date) => `Corríjalo a más tardar el ${date}.`,
  fits: (source, money) => `A ${source} le quedan ${money}.`,
  goTo: (source) => `Ir a ${source}`,
  dismiss: 'Visto',
};
