import type { Message, Params } from '../../words/message.js';
import { day, figure, percentOf } from '../../words/problem-figures.js';
import { RULE_PACK_PROBLEMS_ES } from './rule-pack-problems-es.js';

/** De una fila que ya no está en un archivo: dónde estaba. */
const stood = (p: Params) => (p.has('stoodAt') ? `, que estaba en la fila ${p.text('stoodAt')},` : '');
const span = (p: Params) =>
  p.text('to').startsWith('9999') ? `desde el ${day(p, 'from')}` : `hasta el ${day(p, 'to')}`;

/** What a rule lacks here, in words. */
const INPUT_WORDS: Record<string, string> = {
  wholeDistrict: 'los presupuestos de todos los planteles',
  revenue: 'los ingresos previstos',
  combinations: 'la tabla de combinaciones válidas',
  enrolment: 'la matrícula',
  figure: 'una cifra del distrito',
  accounts: 'un conjunto de cuentas del distrito',
};
const missingInputs = (what: string) =>
  `Necesita ${[...new Set(what.split(',').map((input) => INPUT_WORDS[input.split(':')[0] ?? ''] ?? input))].join(' y ')}.`;

const ask = (p: Params) => (p.has('askWhom') ? ` Consulte a ${p.text('askWhom')}.` : '');
const changed = (p: Params) => (p.has('site') ? p.text('site') : p.text('what'));

/** Spanish sentences by problem code: the same codes as in English. Names of columns stay as the workbook has them. */
export const PROBLEMS_ES: Record<string, Message> = {
  'allocation.overspent': {
    sentence: (p) => `${p.text('fundingSource')} se excede en ${p.money('overCents')}.`,
    whatToDo: (p) =>
      `Tiene ${p.money('allocatedCents')} y presupuesta ${p.money('proposedCents')}. Reduzca líneas de esta fuente de fondos en ${p.money('overCents')} o páselas a otra.`,
  },
  'allocation.overFte': {
    sentence: (p) => `${p.text('fundingSource')} se excede en ${p.fte('overFte')} FTE.`,
    whatToDo: (p) =>
      `Tiene ${p.fte('allocatedFte')} FTE y planea ${p.fte('proposedFte')}. Reduzca puestos en ${p.fte('overFte')} FTE o páguelos con otra fuente de fondos.`,
  },
  'account.unknown': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} no está en el catálogo de cuentas.`,
    whatToDo: (p) => `Restablezca el código que había o use uno que exista.${ask(p)}`,
  },
  'account.missing': {
    sentence: (p) => `A la cuenta ${p.text('account')} le falta ${p.text('segment')}.`,
    whatToDo: (p) => `Restablezca el código que había.${ask(p)}`,
  },
  'account.width': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} debe tener ${p.text('width')} caracteres.`,
    whatToDo: (p) => `Restablezca el código que había; los ceros iniciales cuentan.${ask(p)}`,
  },
  'account.characters': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} tiene caracteres que un código no puede tener.`,
    whatToDo: (p) => `Restablezca el código que había.${ask(p)}`,
  },
  'account.noFundingSource': {
    sentence: (p) => `Ninguna fuente de fondos paga la cuenta ${p.text('account')}.`,
    whatToDo: (p) => `Use una cuenta de una de sus fuentes de fondos.${ask(p)}`,
  },
  'account.otherSite': {
    sentence: (p) =>
      `La cuenta ${p.text('account')} es del plantel ${p.text('otherSite')}, no de ${p.text('site')}.`,
    whatToDo: (p) => `Use una cuenta de su propio plantel o deje que el otro la presupueste.${ask(p)}`,
  },
  'account.new': {
    sentence: (p) => `La cuenta ${p.text('account')} es válida y nueva en el sistema contable.`,
    whatToDo: () => 'Nada que hacer: la oficina de finanzas la agrega antes de que se cargue el presupuesto.',
  },
  'account.requested': {
    sentence: (p) => `La cuenta ${p.text('account')} ya se pidió y aún no está en el sistema contable.`,
    whatToDo: () => 'Nada que hacer: se agrega antes de que se cargue el presupuesto.',
  },
  'account.inactive': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} no se usa en este año presupuestario.`,
    whatToDo: (p) => `Use un código vigente este año.${ask(p)}`,
  },
  'account.heading': {
    sentence: (p) => `${p.text('segment')} ${p.text('code')} es un encabezado; no se presupuesta nada en él.`,
    whatToDo: (p) => `Use uno de los códigos que tiene debajo.${ask(p)}`,
  },
  'account.combination': {
    sentence: (p) => `Estos códigos no van juntos: ${p.text('codes')} (${p.text('table')}).`,
    whatToDo: (p) => `Cambie uno de los códigos.${ask(p)}`,
  },
  'account.combinationForbidden': {
    sentence: (p) => `Estos códigos no deben ir juntos: ${p.text('codes')} (${p.text('table')}).`,
    whatToDo: (p) => `Cambie uno de los códigos.${ask(p)}`,
  },
  'account.combinationUnlisted': {
    sentence: (p) => `La tabla “${p.text('table')}” no conoce estos códigos: ${p.text('codes')}.`,
    whatToDo: (p) => `Use un código de este año o haga que el código se vincule a uno del estado.${ask(p)}`,
  },
  'account.segmentRequired': {
    sentence: (p) =>
      `${p.text('segment')} de la cuenta ${p.text('account')} debe ser ${p.text('codes')}; es ${p.text('code')}.`,
    whatToDo: (p) => `Use una cuenta con ese código.${ask(p)}`,
  },
  'account.segmentForbidden': {
    sentence: (p) => `La cuenta ${p.text('account')} no puede tener ${p.text('segment')} ${p.text('code')}.`,
    whatToDo: (p) => `Use una cuenta con otro código ahí.${ask(p)}`,
  },
  'allocation.unspent': {
    sentence: (p) => `A ${p.text('fundingSource')} le quedan ${p.money('leftCents')} por presupuestar.`,
    whatToDo: (p) =>
      `Tiene ${p.money('allocatedCents')} y presupuesta ${p.money('proposedCents')}. Presupueste el resto, o se devuelve.${ask(p)}`,
  },
  'allocation.overStaff': {
    sentence: (p) => `${p.text('fundingSource')} se excede en ${p.fte('overFte')} FTE de ${p.text('staff')}.`,
    whatToDo: (p) =>
      `Tiene ${p.fte('allocatedFte')} FTE${
        p.number('tradedFte') > 0 ? ` y ${p.fte('tradedFte')} por intercambio` : ''
      }, y planea ${p.fte('planFte')}. Reduzca ${p.fte('overFte')} FTE o intercambie otro personal.${ask(p)}`,
  },
  'amount.restricted': {
    sentence: (p) =>
      `${p.text('fundingSource')} no puede pagar la cuenta ${p.text('account')} (${p.money('amountCents')}).`,
    whatToDo: (p) => `Ponga la línea en cero y páguela con otra fuente de fondos.${ask(p)}`,
  },
  'percent.tooMuch': {
    sentence: (p) =>
      `${p.text('rule')}: ${figure(p, 'part')} es más que el ${p.text('percent')} % de ${figure(p, 'base')}, que es ${figure(p, 'limit')}.`,
    whatToDo: (p) => `Redúzcalo en ${figure(p, 'miss')}.${ask(p)}`,
  },
  'percent.tooLittle': {
    sentence: (p) =>
      `${p.text('rule')}: ${figure(p, 'part')} es menos que el ${p.text('percent')} % de ${figure(p, 'base')}, que es ${figure(p, 'limit')}.`,
    whatToDo: (p) => `Auméntelo en ${figure(p, 'miss')}.${ask(p)}`,
  },
  'percent.nothing': {
    sentence: (p) => `${p.text('rule')}: nada de ${figure(p, 'base')} se destina a esto.`,
    whatToDo: (p) => `Presupueste algún monto para esto.${ask(p)}`,
  },
  'staffing.tooFew': {
    sentence: (p) =>
      `${p.text('site')} tiene ${p.text('enrolment')} estudiantes y necesita ${p.fte('requiredFte')} FTE de ${p.text('staff')}; se planean ${p.fte('planFte')}.`,
    whatToDo: (p) => `Agregue ${p.fte('missingFte')} FTE.${ask(p)}`,
  },
  'fund.revenueShort': {
    sentence: (p) =>
      `${p.text('fundingSource')} planea gastar ${p.money('differenceCents')} más de lo que recibe.`,
    whatToDo: (p) =>
      `Los ingresos son ${p.money('revenueCents')}; los gastos, ${p.money('proposedCents')}. Reduzca unos o aumente los otros.${ask(p)}`,
  },
  'fund.revenueOver': {
    sentence: (p) =>
      `${p.text('fundingSource')} recibe ${p.money('differenceCents')} más de lo que planea gastar.`,
    whatToDo: (p) =>
      `Los ingresos son ${p.money('revenueCents')}; los gastos, ${p.money('proposedCents')}. Presupueste el resto o una reserva.${ask(p)}`,
  },
  'availability.outside': {
    sentence: (p) => `${p.text('fundingSource')} no se puede gastar en este año presupuestario (${span(p)}).`,
    whatToDo: (p) => `Quite los ${p.money('proposedCents')} o páguelos con otra fuente de fondos.${ask(p)}`,
  },
  'availability.endsInYear': {
    sentence: (p) => `${p.text('fundingSource')} termina el ${day(p, 'to')}, dentro del año presupuestario.`,
    whatToDo: () => 'Planee gastarlo antes; lo que venga después necesita otra fuente de fondos.',
  },
  'availability.startsInYear': {
    sentence: (p) =>
      `${p.text('fundingSource')} empieza el ${day(p, 'from')}, dentro del año presupuestario.`,
    whatToDo: () => 'Lo que venga antes necesita otra fuente de fondos.',
  },
  'narrative.missing': {
    sentence: (p) => `${p.money('amountCents')} en ${p.text('account')} necesita una justificación.`,
    whatToDo: (p) =>
      `Cambia en ${p.money('changeCents')}. Escriba por qué en la columna Justification, con ${p.text('minLength')} caracteres o más.`,
  },
  'supplanting.methodology': {
    sentence: (p) =>
      `${p.text('fundingSource')} (${p.money('proposedCents')}) se suma a lo que el distrito paga de todos modos; nunca lo reemplaza.`,
    whatToDo: (p) =>
      `La prueba es el método del distrito para dar a las escuelas su dinero estatal y local, que se juzga en la oficina.${ask(p)}`,
  },
  'supplanting.postMoved': {
    sentence: (p) =>
      `${p.text('title')} se pagaba con ${p.text('was')} y ahora se carga a ${p.text('fundingSource')}.`,
    whatToDo: (p) =>
      `Parece que la subvención reemplaza otro dinero. Explique por qué el puesto no existiría sin ella, o restablézcalo.${ask(p)}`,
  },
  'change.increase': {
    sentence: (p) =>
      `${changed(p)} sube ${p.money('changeCents')}, de ${p.money('currentCents')} a ${p.money('proposedCents')}.`,
    whatToDo: () => 'Explique el cambio.',
  },
  'change.decrease': {
    sentence: (p) =>
      `${changed(p)} baja ${p.money('changeCents')}, de ${p.money('currentCents')} a ${p.money('proposedCents')}.`,
    whatToDo: () => 'Explique el cambio.',
  },
  ...RULE_PACK_PROBLEMS_ES,
  'rule.atOffice': {
    sentence: (p) => `Se revisa en la oficina: ${p.text('rule')}`,
    whatToDo: (p) => `${missingInputs(p.text('what'))} Usted no tiene que hacer nada.${ask(p)}`,
  },
  'post.fteStep': {
    sentence: (p) =>
      `${p.text('title')} tiene ${p.fte('planFte')} FTE, un tamaño que no existe para puestos de su clase.`,
    whatToDo: (p) =>
      p.has('lowerFte') && p.has('upperFte')
        ? `Póngalo en ${p.fte('lowerFte')} o ${p.fte('upperFte')}.${ask(p)}`
        : `Póngalo en ${p.fte(p.has('lowerFte') ? 'lowerFte' : 'upperFte')}.${ask(p)}`,
  },
  'post.shareDropped': {
    sentence: (p) =>
      `El plantel ${p.text('otherSite')} pagaba el ${percentOf(p)} de ${p.text('title')} y ya no lo hace.`,
    whatToDo: (p) => `Acuerde con ese plantel quién paga esa parte.${ask(p)}`,
  },
  'post.shareLost': {
    sentence: (p) =>
      `${p.text('site')} quitó el ${percentOf(p)} de ${p.text('title')} que paga este plantel.`,
    whatToDo: (p) => `Acuerde con ${p.text('site')} si el puesto sigue aquí.${ask(p)}`,
  },
  'post.paidElsewhere': {
    sentence: (p) => `El plantel ${p.text('otherSite')} va a pagar el ${percentOf(p)} de ${p.text('title')}.`,
    whatToDo: (p) => `Cuenta en el presupuesto de ese plantel. Asegúrese de que lo sepan.${ask(p)}`,
  },
  'post.numberTwice': {
    sentence: (p) =>
      `El puesto ${p.text('number')} (${p.text('title')}) aparece ${p.text('count')} veces: ${p.text('sites')}.`,
    whatToDo: (p) => `Deje uno. Un puesto que pagan varios planteles es una sola fila con partes.${ask(p)}`,
  },
  'account.duplicate': {
    sentence: (p) => `La cuenta ${p.text('account')} está en ${p.text('count')} líneas.`,
    whatToDo: () => 'Se permite. Verifique que el monto no se presupueste dos veces.',
  },
  'account.changed': {
    sentence: (p) => `La cuenta se cambió de ${p.text('was')} a ${p.text('account')}.`,
    whatToDo: () => 'Las cuentas son fijas. Al guardar se conserva la anterior; restablézcala en la hoja.',
  },
  'amount.negative': {
    sentence: (p) =>
      `El monto propuesto es ${p.money('amountCents')}; esta cuenta no admite montos negativos.`,
    whatToDo: (p) => `Escriba cero o más.${ask(p)}`,
  },
  'cell.text': {
    sentence: (p) => `“${p.text('text')}” es texto, no un número.`,
    whatToDo: (p) =>
      p.has('suggestionCents') || p.has('suggestionFte')
        ? 'Conviértalo en el número que parece o escriba otro.'
        : 'Escriba un número.',
  },
  'cell.fractionOfCent': {
    sentence: (p) => `${p.text('text')} tiene fracciones de centavo.`,
    whatToDo: (p) => `Redondéelo a ${p.money('suggestionCents')}.`,
  },
  'cell.fractionOfFte': {
    sentence: (p) => `${p.text('text')} tiene más de cuatro decimales.`,
    whatToDo: (p) => `Redondéelo a ${p.fte('suggestionFte')} FTE.`,
  },
  'cell.tooLarge': {
    sentence: (p) => `${p.text('text')} no cabe en lo que admite esta celda.`,
    whatToDo: () => 'Escriba el monto otra vez.',
  },
  'cell.excelError': {
    sentence: (p) => `La fórmula da ${p.text('text')}.`,
    whatToDo: () => 'Arregle la fórmula o escriba un número.',
  },
  'cell.date': {
    sentence: (p) => `${p.text('text')} es una fecha, no un número.`,
    whatToDo: () => 'Escriba un número.',
  },
  'cell.logical': {
    sentence: (p) => `${p.text('text')} no es un número.`,
    whatToDo: () => 'Escriba un número.',
  },
  'post.noLine': {
    sentence: (p) =>
      `Un puesto pone ${p.money('amountCents')} en ${p.text('account')}, y no existe esa línea.`,
    whatToDo: (p) => `Hay que agregar esta línea.${ask(p)}`,
  },
  'post.unknownJobClass': {
    sentence: (p) => `“${p.text('jobClass')}” no es una clase de puesto.`,
    whatToDo: (p) => `Elija una de las clases de puesto del distrito.${ask(p)}`,
  },
  'post.unknownPlan': {
    sentence: (p) => `“${p.text('plan')}” no es un plan de beneficios.`,
    whatToDo: (p) => `Elija uno de los planes del distrito.${ask(p)}`,
  },
  'post.unknownAccount': {
    sentence: (p) => `El puesto se paga con ${p.text('account')}, que no es una cuenta válida.`,
    whatToDo: (p) => `Elija una cuenta que exista.${ask(p)}`,
  },
  'post.unknownCalendar': {
    sentence: (p) => `“${p.text('calendar')}” no es un calendario.`,
    whatToDo: (p) =>
      `Se cuenta el año completo. Pida que se ponga uno de los calendarios del distrito.${ask(p)}`,
  },
  'post.startWithoutCalendar': {
    sentence: (p) =>
      `El puesto empieza el ${day(p, 'startDate')}, y ningún calendario dice cuánto queda del año.`,
    whatToDo: (p) => `Se cuenta el año completo. Pida que se ponga el calendario del puesto.${ask(p)}`,
  },
  'post.sharesNotWhole': {
    sentence: () => 'Las partes que pagan este puesto no suman 100 %.',
    whatToDo: (p) => `Corrija las partes.${ask(p)}`,
  },
  'post.salaryNotYours': {
    sentence: (p) => `El sueldo de ${p.text('title')} lo fija ${p.text('owner')}.`,
    whatToDo: () => 'Al guardar se conserva el sueldo registrado. Restablézcalo en la hoja.',
  },
  'row.notYours': {
    sentence: (p) =>
      `La fila de ${p.text('account')} le corresponde a ${p.text('owner')} y se cambió en esta hoja.`,
    whatToDo: (p) => `Al guardar se conservan las cifras de ${p.text('owner')}.`,
  },
  'row.notYoursMissing': {
    sentence: (p) =>
      `La fila de ${p.text('account')}${stood(p)} le corresponde a ${p.text('owner')} y falta en esta hoja.`,
    whatToDo: () => 'La fila se conserva al guardar. Abra una copia nueva para verla otra vez.',
  },
  'row.notYoursNew': {
    sentence: (p) => `Una fila nueva de ${p.text('account')} le corresponde a ${p.text('owner')}.`,
    whatToDo: (p) => `No se guarda. Pida a ${p.text('owner')} que la agregue.`,
  },
  'row.withoutId': {
    sentence: (p) => `La fila ${p.text('row')} de ${p.text('sheet')} no nombra una cuenta completa.`,
    whatToDo: () =>
      'No se cuenta ni se guarda. Complete su cuenta, agregue la fila desde el panel o bórrela.',
  },
  'row.copyIsNew': {
    sentence: (p) =>
      `La fila ${p.text('row')} de ${p.text('sheet')} es copia de la fila ${p.text('originalRow')} y cuenta como línea nueva.`,
    whatToDo: () => 'Al guardar pasa a ser una línea propia. Borre la fila si no la quiere.',
  },
  'row.typedIsNew': {
    sentence: (p) =>
      `La fila ${p.text('row')} de ${p.text('sheet')} se escribió o pegó aquí y cuenta como línea nueva.`,
    whatToDo: () => 'Al guardar pasa a ser una línea propia. Borre la fila si no la quiere.',
  },
  'row.copyUndecided': {
    sentence: (p) =>
      `Las filas ${p.text('rows')} de ${p.text('sheet')} son la misma línea. ¿Cuál es la original?`,
    whatToDo: (p) =>
      `La fila ${p.text('originalRow')} cuenta como la original hasta que usted diga otra cosa; ningún monto se pierde ni se duplica.`,
  },
  'workbook.columnMissing': {
    sentence: (p) => `Falta la columna “${p.text('column')}” en ${p.text('sheet')}.`,
    whatToDo: () => 'Deshaga el cambio o abra una copia nueva del libro.',
  },
  'row.removed': {
    sentence: (p) =>
      p.has('fte')
        ? `Se quitó el puesto ${p.text('title')} (${p.fte('fte')} FTE, ${p.money('amountCents')} de sueldo)${stood(p).replace(/,$/, '')}.`
        : `Se quitó la fila de ${p.text('account')} (${p.money('amountCents')})${stood(p).replace(/,$/, '')}.`,
    whatToDo: () => 'Ya no cuenta, y Finanzas ve que no está. Deshaga el borrado si quiere conservarla.',
  },
  'cell.negative': {
    sentence: (p) => `${p.text('text')} es menos que cero.`,
    whatToDo: () => 'Escriba cero o más.',
  },
  'cell.tooLong': {
    sentence: (p) =>
      `El texto en “${p.text('column')}” tiene ${p.text('length')} caracteres; se conservan los primeros ${p.text('limit')}.`,
    whatToDo: () => 'Acórtelo: lo que sigue no se guarda.',
  },
  'cell.status': {
    sentence: (p) =>
      p.has('text') ? `“${p.text('text')}” no es un estado.` : 'Este puesto no tiene estado.',
    whatToDo: (p) =>
      `Escriba uno de estos: ${p.text('allowed')}. Mientras tanto cuenta como ${p.text('status')}.`,
  },
};
