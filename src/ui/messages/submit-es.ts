import type { Words } from '../language/language.js';
import type { SUBMIT_EN } from './submit-en.js';

/** Spanish words of submitting. Figures, names and dates come in formatted. */
export const SUBMIT_ES: Words<typeof SUBMIT_EN> = {
  sinceLast: (revision) => `Desde r${String(revision)}, que usted presentó`,
  sinceLastLines: 'Líneas cambiadas desde entonces',
  sinceLastChange: 'Cambio desde entonces',
  sinceLastFailed: (revision) => `r${String(revision)} no se puede comparar con lo actual.`,
  explainTitle: (count) => (count === 1 ? '1 punto por explicar' : `${String(count)} puntos por explicar`),
  explainText: 'Finanzas lee lo que escribe. Lo que quede sin explicar va tal como está.',
  allExplained: 'Todos los puntos por revisar están explicados.',
  explain: {
    label: 'Por qué está bien',
    placeholder: 'Una o dos oraciones',
    write: 'Anotarlo',
    writing: 'Anotando…',
    toSheet: (cell) => `Va en la justificación, ${cell}.`,
    toContent: 'Va con lo próximo que guarde.',
    failed: 'Excel no lo tomó. Vuelva a intentar.',
    missing: 'Primero escriba por qué.',
    written: (text) => `Explicado: “${text}”`,
    change: 'Cambiarlo',
  },
  attestationTitle: 'Declaración',
  confirm: 'Lo confirmo',
  required: 'Obligatorio',
  fault: {
    date: 'Elija una fecha.',
    number: 'Escriba un número.',
    text: 'Complete este campo.',
  },
  optional: (label) => `${label} (si hay)`,
  reason: {
    unsaved: 'Primero guarde lo que escribió',
    confirm: 'Primero confirme la declaración',
    evidence: (title) => `Complete ${title}`,
  },
  save: 'Guardar',
  saving: 'Guardando…',
  receipt: {
    title: 'Comprobante',
    revision: 'Revisión',
    time: 'Recibido',
    contentHash: 'Contenido',
    rulePackHash: 'Reglas',
    engineVersion: 'Motor',
    copy: 'Copiar el comprobante',
    copied: 'Copiado',
    copyFailed: 'El navegador no lo permite. Seleccione el texto.',
    text: (rows) => rows.map(([label, value]) => `${label}: ${value}`).join('\n'),
  },
  filed: {
    statement: 'Declaración confirmada por quien presenta',
    evidence: 'Documentación de respaldo',
  },
};
