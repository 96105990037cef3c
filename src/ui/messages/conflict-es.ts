import type { Words } from '../../words/language.js';
import type { CONFLICT_EN } from './conflict-en.js';

/** Spanish words of bringing a sheet together with a newer revision, and of fields that differ. Figures come in formatted. */
export const CONFLICT_ES: Words<typeof CONFLICT_EN> = {
  title: 'Incorporar la revisión más nueva',
  back: 'Volver al presupuesto',
  changes: (count) => (count === 1 ? '1 cambio' : `${String(count)} cambios`),
  comesIn: (revision, who, count) =>
    count === 0
      ? `r${String(revision)} de ${who} no cambia nada en su hoja.`
      : count === 1
        ? `1 cambio de r${String(revision)}, guardada por ${who}, entra en su hoja.`
        : `${String(count)} cambios de r${String(revision)}, guardada por ${who}, entran en su hoja.`,
  savedBy: (revision, who) => `${who} guardó r${String(revision)}.`,
  stays: (count) =>
    count === 0
      ? 'Usted no cambió nada que no esté ya en ella.'
      : count === 1
        ? 'Su 1 cambio se queda.'
        : `Sus ${String(count)} cambios se quedan.`,
  ask: (count) =>
    count === 1
      ? 'Los dos cambiaron 1 cosa. Elija cuál vale:'
      : `Los dos cambiaron ${String(count)} cosas. Elija cuál vale:`,
  open: (count) => (count === 1 ? 'Falta elegir 1' : `Falta elegir ${String(count)}`),
  allMine: 'Todo lo mío',
  allTheirs: 'Todo lo otro',
  was: (value) => `Antes: ${value}`,
  mine: 'Lo mío',
  theirs: 'Lo otro',
  choice: (side, value) => `${side}: ${value}`,
  more: (count) => `Mostrar ${String(count)} más`,
  apply: 'Incorporar',
  applying: 'Incorporando…',
  cancel: 'Ahora no',
  again: 'La hoja cambió mientras tanto. Mire lo que se pregunta ahora.',
  excelFailed: 'Excel no lo tomó todo. Sus cifras están a salvo; incorpórela otra vez.',
  upToDate: (revision) => `Su hoja ya está en r${String(revision)}.`,
  upToDateText: 'No hay nada que incorporar.',
  reading: 'La hoja no se puede leer en este momento. Revísela y vuelva a intentar.',
  done: (revision) => `r${String(revision)} está en su hoja`,
  doneText: (stays) =>
    stays === 0 ? 'No queda nada suyo por guardar.' : 'Guarde para enviar sus propios cambios.',
  close: 'Cerrar',
  notice: {
    text: 'Su hoja partió de una revisión anterior, por eso no se guardó. No se perdió nada: sus cifras siguen aquí.',
    textEarly: 'Su hoja partió de una revisión anterior y no se puede guardar encima de la nueva.',
    whatToDo: 'Incorpore la revisión más nueva en su hoja y luego guarde.',
    merge: 'Incorporar…',
    download: 'Descargar la más nueva',
    keep: 'Dejar mi hoja abierta',
  },
  fields: {
    row: 'Fila',
    account: 'Cuenta',
    title: 'Título',
    amount: 'Monto',
    justification: 'Justificación',
    number: 'Número de puesto',
    jobClass: 'Clase de puesto',
    fte: 'FTE',
    salary: 'Sueldo a 1.0 FTE',
    status: 'Estado',
    benefitPlans: 'Planes de beneficios',
    splits: 'Se paga con',
    startDate: 'Primer día',
    calendar: 'Calendario',
    extraPay: 'Pago adicional',
    text: 'Texto',
  },
  explanation: 'Explicación',
  rowAndField: (row, field) => `${row} · ${field}`,
  untitled: 'Sin título',
  value: {
    gone: 'No está',
    blank: 'Nada',
    money: (money) => money,
    fte: (fte) => `${fte} FTE`,
    average: (money) => `${money}, promedio`,
    unread: (text) => `“${text}”`,
    status: { filled: 'Ocupado', vacant: 'Vacante', frozen: 'Congelado' },
    split: (account, percent) => `${account} ${percent} %`,
    pay: {
      hours: (quantity, rate) => `${quantity} horas a ${rate}`,
      days: (quantity, rate) => `${quantity} días a ${rate}`,
      amount: (quantity, rate) => `${quantity} × ${rate}`,
    },
  },
};
