import type { Words } from '../../words/language.js';
import type { REVISIONS_EN } from './revisions-en.js';

/** Spanish words of the list of saved revisions. Figures and times come in formatted. */
export const REVISIONS_ES: Words<typeof REVISIONS_EN> = {
  title: 'Revisiones',
  back: 'Volver al presupuesto',
  backToList: 'Volver a las revisiones',
  one: (number) => `Revisión ${String(number)}`,
  savedBy: (who, when) => `${who}, ${when}`,
  fatal: (count) => `${String(count)} por corregir`,
  warnings: (count) => `${String(count)} por revisar`,
  clean: 'Nada por corregir',
  yours: 'Su hoja está en esta',
  newest: 'La más nueva',
  none: 'Todavía no se ha guardado nada',
  noneText: 'Cada vez que guarda se crea una revisión que puede ver, comparar y volver a cargar.',
  showOlder: 'Mostrar las anteriores',
  loadingOlder: 'Cargando las anteriores…',
  compareWith: 'Comparar con',
  withSheet: 'Mi hoja ahora',
  withBefore: (number) =>
    number === 0 ? 'El presupuesto de apertura' : `La revisión anterior, r${String(number)}`,
  same: 'No hay diferencias.',
  differences: (count) => (count === 1 ? '1 fila es distinta' : `${String(count)} filas son distintas`),
  inRevision: (number) => `En r${String(number)}`,
  change: { added: 'Agregada', removed: 'Quitada', changed: 'Cambiada' },
  onlyInSheet: 'Solo en su hoja',
  onlyInRevision: (number) => `Solo en r${String(number)}`,
  fromTo: (before, after) => `${before} → ${after}`,
  more: (count) => `Mostrar ${String(count)} más`,
  load: 'Cargarla en la hoja…',
  nothingToLoad: 'Sus propias filas ya tienen esto.',
  ask: (number) => `¿Cargar r${String(number)} en la hoja?`,
  askText: (count) =>
    count === 1
      ? '1 de sus filas vuelve a ser lo que era entonces. Se pierde lo que no haya guardado en ella.'
      : `${String(count)} de sus filas vuelven a ser lo que eran entonces. Se pierde lo que no haya guardado en ellas.`,
  askOthers: 'Las filas de otras oficinas quedan como están. Nada se almacena hasta que guarde.',
  confirm: 'Cargarla',
  loading: 'Cargando…',
  cancel: 'No tocar la hoja',
  failed: 'Excel no lo tomó todo.',
  done: (number) => `r${String(number)} está en su hoja. Guarde para que sea la revisión más nueva.`,
  unreadable: 'La hoja no se puede leer en este momento.',
};
