import type { Words } from '../../words/language.js';
import type { GUARD_EN } from './guard-en.js';

/** Spanish words of the guard: copied rows, changed locked cells, pastes, silence of Excel, moved and copied workbooks. */
export const GUARD_ES: Words<typeof GUARD_EN> = {
  copies: {
    title: (rows) =>
      rows === 1 ? '1 fila cuenta como línea nueva.' : `${String(rows)} filas cuentan como líneas nuevas.`,
    text: 'Se copiaron, escribieron o pegaron aquí. Al guardar pasan a ser líneas propias.',
    makeOwn: (rows) => (rows === 1 ? 'Hacerla una línea mía' : 'Hacerlas líneas mías'),
    askTitle: (rows, sheet) => `¿Cuál fila es la original: ${rows} de ${sheet}?`,
    askText: (row) =>
      `Son la misma línea. La fila ${row} cuenta como la original hasta que usted diga otra cosa; las demás cuentan como líneas nuevas.`,
    isOriginal: (row) => `Fila ${String(row)}`,
  },
  silence: {
    title: 'Excel no responde.',
    text: 'Lo que escribe queda en la hoja, y el panel lo lee cuando Excel responda. Recargar el panel suele ayudar.',
    reload: 'Recargar el panel',
  },
  place: {
    title: '¿Este libro se movió o se copió?',
    text: 'No está donde estaba la última vez que se guardó. Una copia recibe su propio nombre, para distinguir lo que se guarda desde cada uno.',
    moved: 'Se movió',
    copied: 'Es una copia',
    failed: 'Excel no lo escribió en el libro. Vuelva a intentar.',
  },
  lostSheet: {
    title: 'Falta una hoja oculta de este libro.',
    text: 'Sitebook reconoce el libro por sus propiedades. Escriba la hoja otra vez, para que se reconozca aunque las propiedades se pierdan.',
    rebuild: 'Escribirla otra vez',
  },
  oldCopy: {
    title: (base) => `Esta es una copia anterior, de la revisión ${String(base)}.`,
    text: (saved) =>
      `La revisión ${String(saved)} ya se guardó desde este libro. Abra el archivo más nuevo o descargue una copia nueva.`,
  },
  paste: {
    title: (rows, fine, toFix) =>
      toFix === 0
        ? `${String(rows)} ${rows === 1 ? 'fila pegada' : 'filas pegadas'}: todo bien, pero se perdieron las validaciones de Excel.`
        : `${String(rows)} ${rows === 1 ? 'fila' : 'filas'}: ${String(fine)} bien, ${String(toFix)} por corregir`,
    onlyText: 'El texto que solo puede ser un monto se convierte en número. Un Deshacer lo revierte.',
    withFormats:
      'Primero se restablecen bloqueos, formatos y validaciones, lo que borra la lista de Deshacer de Excel. Los montos van después en un paso propio, que un Deshacer revierte.',
    newRows: (rows) =>
      rows === 1
        ? '1 de ellas cuenta como línea nueva.'
        : `${String(rows)} de ellas cuentan como líneas nuevas.`,
    fixAll: 'Corregir todo',
    dismiss: 'Dejar así',
    show: 'Mostrar las celdas',
    locked: 'ahora está bloqueada',
    restyled: (format) => `tiene el formato de número ${format}`,
    text: (text, value) => `contiene el texto “${text}”, que significa ${value}`,
    lostHint: (column) => `Se perdió la validación de Excel de “${column}”`,
    more: (count) => `y ${String(count)} más`,
  },
  tamper: {
    title: (cells, rows) => {
      const parts = [
        ...(cells > 0
          ? [cells === 1 ? '1 celda bloqueada cambió' : `${String(cells)} celdas bloqueadas cambiaron`]
          : []),
        ...(rows > 0 ? [rows === 1 ? 'falta 1 fila de otros' : `faltan ${String(rows)} filas de otros`] : []),
      ];
      const text = parts.join(', ');
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
    },
    text: 'No se guardan. Restablecerlas no toca sus propias cifras y borra la lista de Deshacer de Excel.',
    putBack: 'Restablecer todo',
    show: (count) => `Mostrar lo que cambió (${String(count)})`,
    cell: 'Celda',
    was: 'Antes',
    is: 'Ahora',
    blank: 'vacía',
    missingRow: (sheet) => `Fila de ${sheet}`,
    missing: 'falta',
    more: (count) => `y ${String(count)} más`,
    groups: {
      account: 'Cuentas',
      label: 'Títulos y descripciones',
      current: 'Cifras de este año',
      owner: 'Quién edita',
      notYours: 'Cifras de otros',
      header: 'Títulos de columna',
      id: 'Identificadores ocultos',
    },
  },
};
