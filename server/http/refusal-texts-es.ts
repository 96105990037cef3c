import type { ErrorCode } from '../../src/contract/problem-reply.js';
import type { Params, RefusalWords } from './refusal-texts.js';

const text = (title: string, whatToDo: string): RefusalWords => ({
  title: () => title,
  whatToDo: () => whatToDo,
});

function when({ savedAt, timeZone }: Params): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: String(timeZone ?? 'UTC') } as const;
  return new Date(String(savedAt)).toLocaleString('es-US', options);
}

function accountFault(p: Params): string {
  const [fault, segment, code] = [String(p['fault']), String(p['segment'] ?? ''), String(p['code'] ?? '')];
  switch (fault) {
    case 'unknown':
      return `${segment} ${code} no está en el catálogo de cuentas`;
    case 'inactive':
      return `${segment} ${code} no se usa en este año presupuestario`;
    case 'heading':
      return `${segment} ${code} es un encabezado`;
    case 'otherSite':
      return 'es de otro plantel';
    case 'noFundingSource':
      return 'ninguna fuente de fondos la paga';
    default:
      return code === '' ? `falta ${segment}` : `${segment} ${code} no tiene la forma correcta`;
  }
}

/** The words of every refusal in Spanish; the statuses are those of `refusal-texts.ts`. */
export const REFUSAL_TEXTS_ES: Record<ErrorCode, RefusalWords> = {
  'request.malformed': text('La solicitud no es JSON válido.', 'Recargue la página y vuelva a intentar.'),
  'request.invalid': text(
    'La solicitud no tiene la forma acordada.',
    'Recargue la página y vuelva a intentar. Si vuelve a pasar, avise a su administrador.',
  ),
  'request.tooLarge': text(
    'La hoja es demasiado grande para enviarla de una vez.',
    'Quite las filas que no son suyas o consulte a su administrador.',
  ),
  'client.outdated': text(
    'Esta ventana usa un Sitebook anterior al del servidor.',
    'Recargue el panel o la página. Lo que escribió en la hoja se queda.',
  ),
  'signIn.wrong': text(
    'El distrito, el correo y la contraseña no corresponden.',
    'Revise los tres y vuelva a intentar.',
  ),
  'signIn.needed': text('No ha iniciado sesión.', 'Inicie sesión y vuelva a intentar.'),
  'token.expired': text(
    'Su sesión terminó después de ocho horas.',
    'Inicie sesión otra vez. Lo que escribió en la hoja se queda.',
  ),
  'token.invalid': text('Su sesión no es válida aquí.', 'Inicie sesión otra vez.'),
  'permission.missing': text(
    'Su función no incluye esto.',
    'Consulte a la oficina de finanzas si debería poder hacerlo.',
  ),
  notFound: text('No hay nada en esta dirección.', 'Regrese y elija otro camino.'),
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
  'revision.nothingSaved': text(
    'Todavía no se ha guardado nada de este plantel.',
    'Primero guarde y luego presente.',
  ),
  'workbook.otherYear': {
    title: (p) => `Este libro es de ${String(p['year'])}; el distrito prepara ${String(p['openYear'])}.`,
    whatToDo: () => 'Descargue el libro del año abierto.',
  },
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
  'submission.figuresMoved': text(
    'Un puesto que otro plantel comparte con el suyo cambió desde que usted guardó.',
    'Guarde otra vez para incluir su costo, vea cuánto queda y presente eso.',
  ),
  'submission.unknown': text('No hay tal presentación que usted deba revisar.', 'Regrese a la lista.'),
  'submission.alreadyOpen': {
    title: (p) => `La revisión ${String(p['revision'])} de este plantel ya está en Finanzas.`,
    whatToDo: () => 'Espere la decisión o pida a Finanzas que la devuelva.',
  },
  'submission.alreadyDecided': {
    title: (p) =>
      `${String(p['decidedBy'] ?? 'Alguien')} ya ${p['decision'] === 'return' ? 'devolvió esto' : 'aprobó esto'}.`,
    whatToDo: () => 'Recargue para ver la decisión.',
  },
  'submission.commentMissing': text('Para devolver hace falta un comentario.', 'Diga qué debe cambiar.'),
  'submission.ownWork': text('Usted mismo presentó esto.', 'Pida a otra persona que decida.'),
  'master.nothingApproved': text(
    'Todavía no hay ningún plantel aprobado.',
    'Primero apruebe presentaciones y luego combine.',
  ),
  'master.unknown': {
    title: (p) => `No hay versión ${String(p['version'])} del presupuesto general.`,
    whatToDo: () => 'Elija una de la lista.',
  },
  'allocation.unknownSource': {
    title: (p) => `No hay fuente de fondos ${String(p['fundingSource'])}.`,
    whatToDo: () => 'Elija una de las fuentes de fondos del distrito.',
  },
  'allocation.fixByPast': {
    title: (p) => `El día límite para corregirlo, ${String(p['fixBy'])}, ya pasó.`,
    whatToDo: (p) => `Elija ${String(p['today'])} o un día posterior.`,
  },
  'request.idTaken': text(
    'Antes se envió otra cosa con este número.',
    'Recargue el panel o la página y envíelo otra vez.',
  ),
  'request.accountMissing': text(
    'Un código se concede nombrando su cuenta.',
    'Escriba la cuenta o rechace con un motivo.',
  ),
  'request.accountWrong': {
    title: (p) => `La cuenta ${String(p['account'])} no se puede asignar: ${accountFault(p)}.`,
    whatToDo: () => 'Corrija la cuenta. Un código nuevo debe entrar primero en el catálogo.',
  },
  'request.alreadyAnswered': {
    title: (p) => `${String(p['answeredBy'])} ya respondió a esto.`,
    whatToDo: () => 'Recargue para ver la respuesta.',
  },
  'request.noException': text(
    'Esta regla no permite excepciones.',
    'Cambie el presupuesto para cumplirla o consulte a quien nombra la regla.',
  ),
  'request.unknown': text('No hay tal solicitud de este plantel.', 'Recargue para verlas todas.'),
  'comment.rowUnknown': text(
    'La fila de la que se trata no está en esa revisión.',
    'Primero guarde o comente sobre todo el presupuesto.',
  ),
  'comment.unknown': text(
    'No hay tal comentario en el presupuesto de este plantel.',
    'Recargue para verlos todos.',
  ),
  'submission.attestationMissing': text(
    'La declaración del distrito no está confirmada.',
    'Lea la declaración, confírmela y presente otra vez.',
  ),
  'submission.evidenceMissing': {
    title: (p) => `Falta documentación o no se puede leer: ${String(p['fields'])}.`,
    whatToDo: () => 'Complete estos campos y presente otra vez.',
  },
  'server.busy': text('El servidor está ocupado.', 'Vuelva a intentar en un momento.'),
  'server.fault': text(
    'Algo salió mal en el servidor.',
    'Vuelva a intentar. Si vuelve a pasar, dé a su administrador el número de solicitud.',
  ),
  'request.tooMany': text(
    'Demasiados intentos en poco tiempo.',
    'Espere unos minutos y vuelva a intentar. Lo que escribió en la hoja se queda.',
  ),
  'token.reused': text(
    'Su sesión se usó en dos lugares, así que se cerró en ambos.',
    'Inicie sesión otra vez. Si la tenía en una sola computadora, avise a su administrador.',
  ),
  'district.unknown': {
    title: (p) => `No hay distrito ${String(p['district'])} aquí.`,
    whatToDo: () => 'Revise el nombre corto de su distrito.',
  },
  'code.unknown': text(
    'No hay tal código de su distrito, o ya venció.',
    'Revise el código en el panel o pida allí uno nuevo.',
  ),
  'request.keyReused': text(
    'Ya se envió otra cosa con esta clave.',
    'Recargue el panel o la página y envíelo otra vez.',
  ),
  'request.running': text(
    'La misma solicitud todavía se está procesando.',
    'Espere un momento y vuelva a mirar. Lo que escribió en la hoja se queda.',
  ),
  'request.stale': text(
    'Lo que usted vio cambió mientras tanto, así que no se hizo nada.',
    'Recargue, vuelva a mirar y decida entonces.',
  ),
};
