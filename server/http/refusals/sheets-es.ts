import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { words, type Params, type RefusalWords } from './refusal-text.js';

function when({ savedAt, timeZone }: Params): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: String(timeZone ?? 'UTC') } as const;
  return new Date(String(savedAt)).toLocaleString('es-US', options);
}

/** Refusals about sheets, from saving to approval, in Spanish. */
export const SHEETS_ES = {
  'site.unknown': {
    title: (p) => `No hay ningún plantel ${String(p['site'])} en su distrito.`,
    whatToDo: () => 'Abra el libro de uno de sus propios planteles.',
  },
  'revision.unknown': {
    title: (p) => `No hay revisión ${String(p['revision'])} de este plantel.`,
    whatToDo: () => 'Descargue una copia nueva del libro.',
  },
  'revision.outdated': {
    title: (p) =>
      `${String(p['savedBy'])} guardó la revisión ${String(p['revision'])} el ${when(p)}, después de que usted abrió esta hoja.`,
    whatToDo: () =>
      'No se guardó ni se perdió nada: sus cifras siguen en esta hoja. Descargue el libro más nuevo, ponga en él sus cambios y guárdelo.',
  },
  'revision.nothingSaved': words(
    'Todavía no se ha guardado nada de este plantel.',
    'Primero guarde y luego presente.',
  ),
  'workbook.otherYear': {
    title: (p) => `Este libro es de ${String(p['year'])}; el distrito prepara ${String(p['openYear'])}.`,
    whatToDo: () => 'Descargue el libro del año abierto.',
  },
  'workbook.otherOpening': words(
    'Este libro se hizo con otro presupuesto inicial que el que su plantel tiene ahora.',
    'No se guardó nada y no se perdió nada: sus cifras siguen en este libro. Descargue una copia nueva, ponga sus cambios en ella y guárdela.',
  ),
  'workbook.otherLayout': {
    title: (p) =>
      `Este libro tiene el formato ${String(p['layout'])}; este servidor lee el formato ${String(p['known'])}.`,
    whatToDo: () => 'Descargue una copia nueva del libro.',
  },
  'submission.blocked': {
    title: (p) =>
      p['count'] === 1
        ? 'Un problema impide presentar.'
        : `${String(p['count'])} problemas impiden presentar.`,
    whatToDo: () => 'Corrija lo que dice la lista, guarde y presente otra vez.',
  },
  'submission.notLatest': {
    title: (p) => `La revisión ${String(p['revision'])} no es la última; lo es la ${String(p['latest'])}.`,
    whatToDo: () => 'Abra el último libro y presente ese.',
  },
  'submission.figuresMoved': words(
    'Un puesto que otro plantel comparte con el suyo cambió desde que usted guardó.',
    'Guarde otra vez para incluir su costo, vea cuánto queda y presente eso.',
  ),
  'submission.unknown': words('No hay tal presentación que usted deba revisar.', 'Regrese a la lista.'),
  'submission.alreadyOpen': {
    title: (p) => `La revisión ${String(p['revision'])} de este plantel ya está en Finanzas.`,
    whatToDo: () => 'Espere la decisión o pida a Finanzas que la devuelva.',
  },
  'submission.alreadyDecided': {
    title: (p) =>
      `${String(p['decidedBy'] ?? 'Alguien')} ya ${p['decision'] === 'return' ? 'devolvió esto' : 'aprobó esto'}.`,
    whatToDo: () => 'Recargue para ver la decisión.',
  },
  'submission.commentMissing': words('Para devolver hace falta un comentario.', 'Diga qué debe cambiar.'),
  'submission.ownWork': words(
    'Usted presentó esto, o alguien lo hizo en su nombre.',
    'Pida a otra persona que decida.',
  ),
  'submission.notYours': words('Ningún paso de esta presentación espera por usted.', 'Vea quién la tiene.'),
  'submission.stepUnknown': words('Esta presentación no tiene ese paso.', 'Recargue para ver sus pasos.'),
  'submission.stepAhead': words(
    'Todavía no se ha llegado a este paso.',
    'Espere a que se decidan los pasos anteriores.',
  ),
  'submission.stepUnclear': words(
    'Varios pasos de esta presentación esperan por usted.',
    'Elija a cuál se refiere.',
  ),
  'submission.alreadySigned': words('Usted ya firmó este paso.', 'Ahora deben firmarlo otras personas.'),
  'submission.delegateUnfit': words(
    'Esta persona no puede firmar en su lugar.',
    'Elija a alguien con su misma función que no haya firmado.',
  ),
  'submission.notSubmitter': words(
    'Solo quien la presentó, o en cuyo nombre se presentó, puede retirarla.',
    'Pídaselo, o devuélvala.',
  ),
  'submission.nothingToRecall': words('Aquí no hay nada suyo que retirar.', 'Recargue para ver en qué va.'),
  'submission.laterDecided': words(
    'Un paso posterior ya decidió.',
    'Pida al responsable del presupuesto que la reabra.',
  ),
  'submission.stillOpen': words(
    'Esta presentación sigue en camino.',
    'Devuélvala, o pida al plantel que la retire.',
  ),
  'submission.superseded': words('El plantel ha enviado después otra presentación.', 'Vea la más reciente.'),
  'submission.notClean': words(
    'Esta presentación tiene advertencias que nadie explicó, o cambió aquello con que se revisó.',
    'Ábrala y decídala por separado.',
  ),
  'submission.stepDone': {
    title: (p) =>
      p['decidedBy']
        ? `Este paso ya está decidido, por ${String(p['decidedBy'])}.`
        : 'Este paso ya está decidido.',
    whatToDo: () => 'Recargue para ver en qué va.',
  },
  'submission.nobodyToDecide': {
    title: (p) => `Nadie más que usted podría decidir el paso ${String(p['step'])}.`,
    whatToDo: () => 'Pida a la oficina del distrito que dé a otra persona la función para ello.',
  },
  'comment.rowUnknown': words(
    'La fila de la que se trata no está en esa revisión.',
    'Primero guarde o comente sobre todo el presupuesto.',
  ),
  'comment.unknown': words(
    'No hay tal comentario en el presupuesto de este plantel.',
    'Recargue para verlos todos.',
  ),
  'submission.attestationMissing': words(
    'La declaración del distrito no está confirmada.',
    'Lea la declaración, confírmela y presente otra vez.',
  ),
  'submission.evidenceMissing': {
    title: (p) => `Falta documentación o no se puede leer: ${String(p['fields'])}.`,
    whatToDo: () => 'Complete estos campos y presente otra vez.',
  },
  'siteFile.refused': {
    title: (p) => `${String(p['file'])} no se guardó.`,
    whatToDo: () => 'Corrija en el archivo lo que dice la lista y envíelo de nuevo.',
  },
} satisfies Partial<Record<ErrorCode, RefusalWords>>;
