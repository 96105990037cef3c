import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { words, type Params, type RefusalWords } from './refusal-text.js';

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
    case 'otherSource':
      return `no se paga de ${code}, la fuente que se pidió`;
    default:
      return code === '' ? `falta ${segment}` : `${segment} ${code} no tiene la forma correcta`;
  }
}

/** Refusals about requests, the plan of a year and its allocations, in Spanish. */
export const REQUESTS_ES = {
  'year.adopted': {
    title: (p) => `El presupuesto de ${String(p['year'])} está adoptado.`,
    whatToDo: () =>
      'Las hojas, las aprobaciones y las asignaciones del año quedan como están. Lo que aún deba cambiar va a Finanzas como enmienda.',
  },
  'allocation.unknownSource': {
    title: (p) => `No hay fuente de fondos ${String(p['fundingSource'])}.`,
    whatToDo: () => 'Elija una de las fuentes de fondos del distrito.',
  },
  'allocation.fixByPast': {
    title: (p) => `El día límite para corregirlo, ${String(p['fixBy'])}, ya pasó.`,
    whatToDo: (p) => `Elija ${String(p['today'])} o un día posterior.`,
  },
  'request.idTaken': words(
    'Antes se envió otra cosa con este número.',
    'Recargue el panel o la página y envíelo otra vez.',
  ),
  'request.accountMissing': words(
    'Un código se concede nombrando su cuenta.',
    'Escriba la cuenta o rechace con un motivo.',
  ),
  'request.accountWrong': {
    title: (p) => `La cuenta ${String(p['account'])} no se puede asignar: ${accountFault(p)}.`,
    whatToDo: () => 'Corrija la cuenta. Un código nuevo debe entrar primero en el catálogo.',
  },
  'request.accountNamed': {
    title: (p) => `Quien firmó antes nombró la cuenta ${String(p['account'])}.`,
    whatToDo: () => 'Firme por esa cuenta o rechace con un motivo, para que el plantel pida de nuevo.',
  },
  'request.alreadyAnswered': {
    title: (p) => `${String(p['answeredBy'])} ya respondió a esto.`,
    whatToDo: () => 'Recargue para ver la respuesta.',
  },
  'request.noException': words(
    'Esta regla no permite excepciones.',
    'Cambie el presupuesto para cumplirla o consulte a quien nombra la regla.',
  ),
  'request.findingUnknown': words(
    'La hoja guardada no tiene este problema con estas cifras.',
    'Primero guarde, vea el problema otra vez y pida entonces.',
  ),
  'request.unknown': words('No hay tal solicitud de este plantel.', 'Recargue para verlas todas.'),
  'request.tooMany': words(
    'Demasiados intentos en poco tiempo.',
    'Espere unos minutos y vuelva a intentar. Lo que escribió en la hoja se queda.',
  ),
  'district.unknown': {
    title: (p) => `No hay distrito ${String(p['district'])} aquí.`,
    whatToDo: () => 'Revise el nombre corto de su distrito.',
  },
  'code.unknown': words(
    'No hay tal código de su distrito, o ya venció.',
    'Revise el código en el panel o pida allí uno nuevo.',
  ),
  'request.keyReused': words(
    'Ya se envió otra cosa con esta clave.',
    'Recargue el panel o la página y envíelo otra vez.',
  ),
  'request.running': words(
    'La misma solicitud todavía se está procesando.',
    'Espere un momento y vuelva a mirar. Lo que escribió en la hoja se queda.',
  ),
  'year.none': words(
    'Su distrito todavía no tiene un año presupuestario.',
    'Hasta que se importe uno no hay nada que presupuestar; el administrador puede dar de alta a personas.',
  ),
  'request.stale': words(
    'Lo que usted vio cambió mientras tanto, así que no se hizo nada.',
    'Recargue, vuelva a mirar y decida entonces.',
  ),
  'rules.invalid': {
    title: (p) =>
      p['count'] === 1
        ? 'Hay un error en el paquete de reglas, así que las reglas quedan como están.'
        : `Hay ${String(p['count'])} errores en el paquete de reglas, así que las reglas quedan como están.`,
    whatToDo: () => 'Corrija lo que nombra la lista, regla por regla, y envíe el paquete otra vez.',
  },
  'chart.segmentUnknown': {
    title: (p) => `Sus cuentas no tienen el segmento ${String(p['segment'])}.`,
    whatToDo: (p) => `Elija uno de estos: ${String(p['known'])}.`,
  },
  'chart.segmentWithoutList': {
    title: (p) => `${String(p['segment'])} no tiene lista de códigos: vale cualquiera de su forma.`,
    whatToDo: () => 'No hay nada que agregar ni cerrar. Una lista llega con la importación del próximo año.',
  },
  'chart.codeUnknown': {
    title: (p) => `${String(p['segment'])} ${String(p['code'])} no está en el catálogo de cuentas.`,
    whatToDo: () => 'Busque el código en la lista o agréguelo.',
  },
  'chart.codeWrong': {
    title: (p) => `${String(p['segment'])} ${String(p['code'])} no puede quedar así.`,
    whatToDo: () => 'Corrija lo que nombra la lista y envíelo otra vez.',
  },
  'request.ownWork': words(
    'Usted mismo pidió esto, o sustituye a quien lo pidió.',
    'Pida a otra persona de la oficina que responda.',
  ),
  'request.notYours': words(
    'Ningún paso de esta solicitud le espera a usted.',
    'Déjela a quienes la tienen ahora.',
  ),
  'request.alreadySigned': words('Usted ya firmó esta solicitud.', 'Otra persona firma lo que falta.'),
  'request.nobodyToAnswer': {
    title: (p) =>
      p['step'] === undefined
        ? 'Después de su firma no quedaría nadie que firme el resto de esta solicitud.'
        : `Nadie puede firmar el paso ${String(p['step'])}.`,
    whatToDo: () => 'Pregunte a su administrador quién debe tener esa función.',
  },
} satisfies Partial<Record<ErrorCode, RefusalWords>>;
