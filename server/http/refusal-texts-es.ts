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
    case 'otherSource':
      return `no se paga de ${code}, la fuente que se pidió`;
    default:
      return code === '' ? `falta ${segment}` : `${segment} ${code} no tiene la forma correcta`;
  }
}

function passwordTitle(p: Params): string {
  switch (p['fault']) {
    case 'short':
      return 'La contraseña es demasiado corta: necesita 12 caracteres.';
    case 'long':
      return 'La contraseña es demasiado larga: 200 caracteres a lo sumo.';
    case 'name':
      return 'La contraseña es poco más que su nombre, su correo o su distrito.';
    case 'same':
      return 'La contraseña nueva es la anterior.';
    case undefined:
    default:
      return 'La contraseña es una de las que se adivinan primero.';
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
  'submission.ownWork': text(
    'Usted presentó esto, o alguien lo hizo en su nombre.',
    'Pida a otra persona que decida.',
  ),
  'submission.notYours': text('Ningún paso de esta presentación espera por usted.', 'Vea quién la tiene.'),
  'submission.stepUnknown': text('Esta presentación no tiene ese paso.', 'Recargue para ver sus pasos.'),
  'submission.stepAhead': text(
    'Todavía no se ha llegado a este paso.',
    'Espere a que se decidan los pasos anteriores.',
  ),
  'submission.stepUnclear': text(
    'Varios pasos de esta presentación esperan por usted.',
    'Elija a cuál se refiere.',
  ),
  'submission.alreadySigned': text('Usted ya firmó este paso.', 'Ahora deben firmarlo otras personas.'),
  'submission.delegateUnfit': text(
    'Esta persona no puede firmar en su lugar.',
    'Elija a alguien con su misma función que no haya firmado.',
  ),
  'submission.notSubmitter': text(
    'Solo quien la presentó, o en cuyo nombre se presentó, puede retirarla.',
    'Pídaselo, o devuélvala.',
  ),
  'submission.nothingToRecall': text('Aquí no hay nada suyo que retirar.', 'Recargue para ver en qué va.'),
  'submission.laterDecided': text(
    'Un paso posterior ya decidió.',
    'Pida al responsable del presupuesto que la reabra.',
  ),
  'submission.stillOpen': text(
    'Esta presentación sigue en camino.',
    'Devuélvala, o pida al plantel que la retire.',
  ),
  'submission.superseded': text('El plantel ha enviado después otra presentación.', 'Vea la más reciente.'),
  'submission.notClean': text(
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
  'master.nothingApproved': text(
    'Todavía no hay ningún plantel aprobado.',
    'Primero apruebe presentaciones y luego combine.',
  ),
  'master.unknown': {
    title: (p) => `No hay versión ${String(p['version'])} del presupuesto general.`,
    whatToDo: () => 'Elija una de la lista.',
  },
  'master.stageBack': {
    title: () => 'Esta versión ya llegó a esa etapa: las etapas solo avanzan.',
    whatToDo: () => 'Recargue para ver en qué va.',
  },
  'year.adopted': {
    title: (p) => `El presupuesto de ${String(p['year'])} está adoptado.`,
    whatToDo: () =>
      'Las hojas y las asignaciones del año quedan como están. Lo que aún deba cambiar va a Finanzas como enmienda.',
  },
  'master.yearAdopted': {
    title: (p) => `La versión ${String(p['version'])} es el presupuesto adoptado del año.`,
    whatToDo: () => 'Registre una enmienda para cambiar el presupuesto adoptado.',
  },
  'master.notReady': text(
    'Esta versión todavía no se puede adoptar.',
    'Resuelva lo que está en la lista, reúna otra vez donde cambiaron planteles y adóptela entonces.',
  ),
  'master.differenceUnknown': {
    title: (p) => `Esta versión no tiene tal diferencia: ${String(p['key'])}.`,
    whatToDo: () => 'Recargue, mire la diferencia como está y explique esa.',
  },
  'amendment.noAdopted': text(
    'Todavía no hay ninguna versión adoptada, así que no hay nada que enmendar.',
    'Primero adopte una versión. Hasta entonces los planteles cambian sus propios presupuestos.',
  ),
  'amendment.wrong': text(
    'La enmienda no se puede registrar como está.',
    'Corrija lo que está en la lista y regístrela otra vez.',
  ),
  'control.wrong': text(
    'Los totales de control no encajan con el catálogo de cuentas.',
    'Corrija lo que está en la lista y envíelos otra vez.',
  ),
  'export.layoutUnknown': text('No hay tal formato.', 'Elija uno de la lista.'),
  'export.unknown': text('No hay tal archivo.', 'Elija uno de la lista.'),
  'export.refused': {
    title: (p) =>
      Number(p['rows']) > 0
        ? `El sistema contable rechazaría filas de este archivo: ${String(p['rows'])}. No se creó nada.`
        : 'El sistema contable rechazaría este archivo. No se creó nada.',
    whatToDo: () => 'Corrija lo que indica la lista e inténtelo otra vez.',
  },
  'export.notSince': {
    title: (p) =>
      Number(p['last']) > 0
        ? `La versión ${String(p['last'])} fue la última que salió en este formato; los cambios se cuentan desde ella.`
        : 'Todavía no salió nada en este formato, así que no hay de qué contar cambios.',
    whatToDo: () => 'Recargue la página y elija otra vez.',
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
  'request.accountNamed': {
    title: (p) => `Quien firmó antes nombró la cuenta ${String(p['account'])}.`,
    whatToDo: () => 'Firme por esa cuenta o rechace con un motivo, para que el plantel pida de nuevo.',
  },
  'request.alreadyAnswered': {
    title: (p) => `${String(p['answeredBy'])} ya respondió a esto.`,
    whatToDo: () => 'Recargue para ver la respuesta.',
  },
  'request.noException': text(
    'Esta regla no permite excepciones.',
    'Cambie el presupuesto para cumplirla o consulte a quien nombra la regla.',
  ),
  'request.findingUnknown': text(
    'La hoja guardada no tiene este problema con estas cifras.',
    'Primero guarde, vea el problema otra vez y pida entonces.',
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
  'mail.notFailed': text('Este correo no ha fallado.', 'Recargue la lista: espera, se envió o ya no está.'),
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
  'signIn.locked': {
    title: () => 'Se escribieron contraseñas equivocadas para este correo demasiadas veces.',
    whatToDo: (p) =>
      `Espere ${String(p['minutes'])} minutos o use «¿Olvidó su contraseña?». Lo que escribió en la hoja se queda.`,
  },
  'person.disabled': text(
    'Su acceso está desactivado.',
    'Consulte a su administrador. Lo que escribió en la hoja se queda.',
  ),
  'person.isDisabled': text(
    'El acceso de esta persona está desactivado.',
    'Actívelo primero y luego cree un enlace.',
  ),
  'person.unknown': text('No hay tal persona en su distrito.', 'Revise de quién se trata.'),
  'person.emailTaken': text(
    'Alguien de su distrito ya tiene este correo.',
    'Use otro o cambie los datos de esa persona.',
  ),
  'person.lastAdministrator': text(
    'Es la última persona que administra el distrito.',
    'Dé primero la función de administrador a alguien más.',
  ),
  'password.mustChange': text(
    'Otra persona creó su contraseña y antes hay que cambiarla.',
    'Abra Sitebook en un navegador y elija una contraseña propia.',
  ),
  'password.weak': {
    title: passwordTitle,
    whatToDo: () => 'Elija otra: varias palabras seguidas se recuerdan bien y se adivinan mal.',
  },
  'password.wrong': text('La contraseña anterior no es correcta.', 'Escríbala otra vez.'),
  'reset.unknown': text(
    'Este enlace ya se usó o tiene más de una hora.',
    'Pida uno nuevo: «¿Olvidó su contraseña?» o a su administrador.',
  ),
  'year.none': text(
    'Su distrito todavía no tiene un año presupuestario.',
    'Hasta que se importe uno no hay nada que presupuestar; el administrador puede dar de alta a personas.',
  ),
  'delegation.administrator': text(
    'La función de administrador no se delega.',
    'Dé esa función a alguien más mientras haga falta.',
  ),
  'delegation.notHeld': text(
    'Estas funciones no están entre las que se pueden delegar.',
    'Elija entre las funciones que la persona tiene en su propio nombre.',
  ),
  'delegation.toHerself': text('Nadie se delega funciones a sí mismo.', 'Elija a otra persona.'),
  'delegation.dates': {
    title: () => 'Estas fechas no son posibles.',
    whatToDo: (p) =>
      `El último día es ${String(p['today'])} o posterior, no antes del primero y a lo sumo un año después.`,
  },
  'delegation.unknown': text('No hay tal delegación suya.', 'Recargue para verlas todas.'),
  'handover.unknown': text('Este inicio de sesión ya se usó o tardó demasiado.', 'Inicie sesión otra vez.'),
  'provider.unknown': text(
    'Su distrito no tiene esa forma de iniciar sesión.',
    'Inicie sesión con contraseña o consulte a su administrador.',
  ),
  'provider.unreachable': text(
    'No se puede llegar al servicio de inicio de sesión de su distrito.',
    'Vuelva a intentar en un momento o inicie sesión con contraseña.',
  ),
  'provider.refused': text(
    'El servicio de inicio de sesión no confirmó quién es usted.',
    'Inicie sesión otra vez. Si vuelve a pasar, avise a su administrador.',
  ),
  'provider.noPerson': text(
    'Allí inició sesión, pero aquí nadie tiene su correo.',
    'Pida a su administrador que le dé de alta con el correo de su distrito.',
  ),
  'request.stale': text(
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
  'siteFile.refused': {
    title: (p) => `${String(p['file'])} no se guardó.`,
    whatToDo: () => 'Corrija en el archivo lo que dice la lista y envíelo de nuevo.',
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
  'request.ownWork': text(
    'Usted mismo pidió esto, o sustituye a quien lo pidió.',
    'Pida a otra persona de la oficina que responda.',
  ),
  'request.notYours': text(
    'Ningún paso de esta solicitud le espera a usted.',
    'Déjela a quienes la tienen ahora.',
  ),
  'request.alreadySigned': text('Usted ya firmó esta solicitud.', 'Otra persona firma lo que falta.'),
  'request.nobodyToAnswer': {
    title: (p) =>
      p['step'] === undefined
        ? 'Después de su firma no quedaría nadie que firme el resto de esta solicitud.'
        : `Nadie puede firmar el paso ${String(p['step'])}.`,
    whatToDo: () => 'Pregunte a su administrador quién debe tener esa función.',
  },
};
