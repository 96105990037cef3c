import type { Words } from '../../words/language.js';
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
    noPupils: 'Otros lo leen: no nombre a alumnos.',
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
    saving: 'Su guardado está en camino y va primero',
    confirm: 'Primero confirme la declaración',
    evidence: (title) => `Complete ${title}`,
  },
  wish: {
    intro:
      'Su guardado espera en esta computadora y primero debe llegar a Sitebook. Puede pedirlo ya: se presenta solo cuando el guardado haya llegado, y no antes.',
    ask: 'Presentar cuando esté guardado',
    asking: 'Pidiendo…',
    asked: (site) => `Se pidió presentar ${site}`,
    askedText:
      'Finanzas aún no tiene nada. Se presenta solo cuando haya conexión con Sitebook; hasta entonces puede retirarlo en el panel.',
    notSent: {
      connection: 'No hay conexión con Sitebook, así que no se presentó nada.',
      signIn: 'Su sesión terminó, así que no se presentó nada. Inicie sesión y presente de nuevo.',
      reload: 'Sitebook se actualizó, así que no se presentó nada. Vuelva a cargar el panel y presente.',
    },
    notSentText: 'Vuelva a intentar, o deje que se presente solo cuando haya conexión con Sitebook.',
    later: 'Presentar al conectarse',
    saveMoved: 'Lo guardado cambió mientras tanto, así que no se presentó nada. Mire una vez más y presente.',
    waits: 'Usted pidió presentar este presupuesto.',
    waitsText: (when) =>
      `Pedido el ${when}. Se presenta solo cuando su guardado haya llegado a Sitebook. Antes, Finanzas no tiene nada.`,
    stopped: 'No se presentó.',
    stoppedText: 'El guardado del que depende no se aceptó. Guarde de nuevo y presente.',
    cancel: 'No presentar',
    forget: 'Cerrar',
    close: 'Cerrar',
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
