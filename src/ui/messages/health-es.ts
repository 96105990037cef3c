import type { Words } from '../../words/language.js';
import type { HEALTH_EN } from './health-en.js';

/** Spanish words of the workbook's health. Names and figures come in formatted. */
export const HEALTH_ES: Words<typeof HEALTH_EN> = {
  title: 'Este libro',
  good: 'Este libro: todo bien',
  look: (count) =>
    count === 1 ? 'Este libro: 1 cosa por ver' : `Este libro: ${String(count)} cosas por ver`,
  level: { good: 'Bien', look: 'Por ver', wrong: 'Mal' },
  isRead: 'Las cifras de aquí son las de la hoja.',
  isStale: 'Excel no responde: las cifras de aquí pueden ser antiguas.',
  isSaved: (revision) => `Todo está guardado como r${String(revision)}.`,
  isUnsaved: 'Hay trabajo sin guardar.',
  isNotSavedYet: 'Todavía no se ha guardado nada.',
  isWaiting: (count) =>
    count === 1 ? '1 guardado espera al servidor.' : `${String(count)} guardados esperan al servidor.`,
  isNewest: 'Nadie ha guardado una revisión más nueva.',
  isBehind: (who, revision) => `${who} guardó r${String(revision)}, que es más nueva que esta hoja.`,
  isLocked: 'Lo que no es suyo está bloqueado.',
  isUnlocked: (sheets) => `${sheets} sin bloqueo: se puede escribir sobre celdas bloqueadas.`,
  lockFailed: 'No se pudieron bloquear las hojas.',
  isUntouched: 'Ninguna celda bloqueada cambió.',
  isReadableAll: 'Todas las cifras se pueden leer.',
  isBroken: (count) =>
    count === 1 ? '1 celda tiene un error de Excel.' : `${String(count)} celdas tienen errores de Excel.`,
  isUnreadable: 'Faltan columnas: la hoja no se puede leer.',
  isViewOnly: 'Puede ver este presupuesto; no le corresponde cambiarlo.',
};
