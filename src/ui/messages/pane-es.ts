import { formatFte } from '../format/figures.js';
import type { Words } from '../language/language.js';
import type { PANE_EN } from './pane-en.js';

/** Spanish words of the task pane. Figures and names come in formatted. */
export const PANE_ES: Words<typeof PANE_EN> = {
  hostTooOld: {
    title: 'Este Excel es demasiado antiguo para Sitebook',
    text: 'Sitebook necesita Excel 2021 o Microsoft 365 (ExcelApi 1.14). Su libro no se tocó. Actualice Excel o abra el libro en Excel para la web.',
  },
  hostMissing: {
    title: 'Sitebook funciona dentro de Excel',
    text: 'Abra el libro de su plantel en Excel y elija Sitebook en la pestaña Inicio.',
  },
  notSitebook: {
    title: 'No es un libro de Sitebook',
    text: 'Este libro no se hizo con Sitebook, o falta su página oculta. No se cambió nada en él.',
    signedOut: 'Inicie sesión para descargar el libro de su plantel.',
    sites: 'Descargue el libro de su plantel y ábralo en Excel:',
    download: (site) => `Descargar ${site}`,
    downloading: 'Descargando…',
    noSites: 'Todavía no tiene ningún plantel. Consulte a la oficina de finanzas.',
    lookAgain: 'Buscar otra vez',
    workbookName: (site, year) => `Sitebook ${site} ${year}.xlsx`,
  },
  otherYear: {
    title: (workbookYear) => `Este libro es de ${workbookYear}`,
    text: (year) =>
      `El distrito prepara ${year}. No se cambió nada en este libro. Descargue el libro de ${year}.`,
  },
  otherLayout: {
    title: 'Este libro tiene otro formato',
    text: (layout, known) =>
      `Tiene el formato ${String(layout)}; este Sitebook lee el formato ${String(known)}. No se cambió nada en él. Descargue una copia nueva; si este es más nuevo, recargue Sitebook.`,
  },
  otherDistrict: {
    title: (district) => `Este libro es del distrito “${district}”`,
    text: (signedIn) =>
      `Su sesión es de “${signedIn}”. No se cambió nada. Inicie sesión en el distrito del libro o abra uno de los suyos.`,
  },
  noAccess: {
    otherAccount: 'Iniciar sesión con otra cuenta',
    downloads: 'Mis libros',
  },
  header: {
    due: (date) => `vence ${date}`,
    daysLeft: (days) =>
      days > 1 ? `quedan ${String(days)} días` : days === 1 ? 'queda 1 día' : days === 0 ? 'hoy' : 'vencido',
    menu: 'Cuenta',
    menuWithNews: (count) => (count === 1 ? 'Cuenta, 1 novedad' : `Cuenta, ${String(count)} novedades`),
    signedInAs: (name) => `Sesión de ${name}`,
    downloads: 'Mis libros',
    comments: (unread) =>
      unread === 0 ? 'Comentarios' : `Comentarios, ${String(unread)} ${unread === 1 ? 'nuevo' : 'nuevos'}`,
    requests: (news) =>
      news === 0 ? 'Solicitudes a Finanzas' : `Solicitudes a Finanzas, ${String(news)} con respuesta`,
    revisions: 'Revisiones guardadas',
  },
  state: {
    draft: 'Borrador',
    unsaved: 'Sin guardar',
    saved: (revision) => `Guardado r${String(revision)}`,
    submitted: (revision) => `En Finanzas r${String(revision)}`,
    returned: (revision) => `Devuelto r${String(revision)}`,
    approved: (revision) => `Aprobado r${String(revision)}`,
    readOnly: 'Solo lectura',
  },
  balances: {
    title: 'Disponible',
    unit: '$ y FTE que quedan',
    dollars: '$',
    fte: 'FTE',
    balanced: (count, others) =>
      `${String(count)} ${others ? 'más ' : ''}${count === 1 ? 'cuadra' : 'cuadran'}`,
    others: (count) => `${String(count)} más`,
    none: 'Todavía no hay asignaciones para este plantel.',
    noneText: 'Consulte a la oficina de finanzas. Mientras tanto puede trabajar en la hoja y guardar.',
    used: (title, percent) => `${title}: ${String(percent)} % presupuestado`,
    goTo: (title) => `${title}: ir a sus líneas`,
    atMost: (rule, part, limit) => `${rule}: ${part} de ${limit} como máximo`,
    atLeast: (rule, part, limit) => `${rule}: ${part} de ${limit} como mínimo`,
    announceLeft: (title, money) => `${title}: quedan ${money}`,
    announceOver: (title, money) => `${title}: se excede en ${money}`,
    announceFteOver: (title, fte) => `${title}: se excede en ${fte} FTE`,
  },
  problems: {
    title: 'Problemas',
    toFix: (count) => `Por corregir ${String(count)}`,
    toCheck: (count) => `Por revisar ${String(count)}`,
    noneToFix: 'Nada por corregir.',
    noneToCheck: 'Nada por revisar.',
    askException: 'Pedir una excepción',
    explain: 'Explicar',
    explainAgain: 'Cambiar explicación',
    more: (count) => `Mostrar ${String(count)} más`,
  },
  waysOut: {
    see: 'Ver opciones',
    title: 'Opciones',
    cutLine: (row, amount) => `Reducir la línea ${String(row)} en ${amount}`,
    moveAmount: (amount, row, source, left) =>
      `Mover ${amount} de la línea ${String(row)} a ${source}: deja ${left}`,
    cutPost: (title, from, to, left) => `Reducir ${title} de ${from} a ${to} FTE: deja ${left}`,
    take: 'Hacerlo',
    undo: 'Deshacer, en la hoja, lo revierte.',
    none: 'Ningún cambio suyo por sí solo lo arregla. Cambie varias líneas o consulte a la oficina de finanzas.',
  },
  repair: {
    round: (figure) => `Redondear a ${figure}`,
    makeIt: (figure) => `Poner ${figure}`,
    putBackAccount: 'Restablecer la cuenta',
    putBackRow: 'Restablecer la fila',
    putBackSalary: 'Restablecer el sueldo',
  },
  stale: {
    text: (lines) =>
      lines === 1
        ? '1 línea depende de los puestos que cambió.'
        : `${String(lines)} líneas dependen de los puestos que cambió.`,
    detail: 'Los saldos ya las cuentan.',
    update: 'Actualizar la hoja',
  },
  locks: {
    unlocked: (sheets) => `${sheets} sin bloqueo.`,
    unlockedText: 'Se puede escribir sobre cuentas y filas de otras personas. Eso no se guarda.',
    lockAgain: 'Bloquear otra vez',
    byOthers: 'La hoja está protegida con contraseña.',
    byOthersText:
      'Otra persona la protegió, así que Sitebook la dejó como está. Quite la protección y bloquee otra vez.',
    failed: 'No se pudo bloquear la hoja.',
    failedText: 'Puede seguir trabajando. Lo que no es suyo no se guarda.',
  },
  trouble: {
    lookAgain: 'Leer otra vez',
    dismiss: 'Cerrar',
    cannotRead: 'El libro no se puede leer',
    readTitle: 'Las cifras de aquí pueden ser antiguas.',
    commandTitle: 'Excel no lo hizo.',
    faults: {
      'excel.busy':
        'Excel está ocupado y no responde. Lo que escribió está a salvo. Revise la hoja y vuelva a intentar.',
      'excel.inCellEdit': 'Se está editando una celda. Presione Entrar en ella y vuelva a intentar.',
      'excel.protectedByOthers':
        'La hoja está protegida con contraseña. Quite la protección y vuelva a intentar.',
      'excel.sheetMissing':
        'Falta una hoja del libro o se le cambió el nombre. Deshágalo o descargue una copia nueva.',
      'excel.tooLarge':
        'La hoja es más grande de lo que Excel entrega de una vez. Borre las filas vacías de abajo y vuelva a intentar.',
      'excel.refused':
        'Excel se negó. Lo que escribió está a salvo. Vuelva a intentar, o cierre y abra el panel.',
    },
  },
  save: {
    save: 'Guardar',
    saving: 'Guardando…',
    receipt: (revision, when) => `Guardado como r${String(revision)}, ${when}`,
    repeat: (revision) => `Nada nuevo: r${String(revision)} ya tiene esto`,
    hash: (short) => `Huella ${short}`,
    kept: (count) =>
      count === 1 ? 'Una cosa que saber de lo guardado:' : `${String(count)} cosas que saber de lo guardado:`,
    noteFailed: 'Excel no anotó la revisión en el libro. Guarde otra vez antes de cerrarlo.',
    close: 'Cerrar',
  },
  outdated: {
    title: (who, revision, when) => `${who} guardó r${String(revision)} el ${when}`,
  },
  submit: {
    submit: 'Presentar…',
    reasonProblems: (count) => `${String(count)} por corregir`,
    reasonSave: 'Primero guarde',
    reasonOpen: 'En Finanzas',
    reasonApproved: 'Aprobado',
    reasonNotYours: 'Solo presenta quien dirige el plantel',
    reasonUnreadable: 'La hoja no se puede leer',
    reasonOutdated: 'Hay una revisión más nueva',
    title: (site) => `Presentar ${site}`,
    intro: (revision) => `La revisión ${String(revision)} va a Finanzas para su aprobación.`,
    changedLines: 'Líneas cambiadas',
    total: 'Total',
    allocated: 'Asignado',
    difference: 'Cambio frente a este año',
    left: 'Queda',
    fte: 'FTE',
    warnings: (count) =>
      count === 1 ? 'Va con 1 punto por revisar:' : `Va con ${String(count)} puntos por revisar:`,
    andMore: (count) => `y ${String(count)} más`,
    confirm: 'Presentar a Finanzas',
    submitting: 'Presentando…',
    cancel: 'Todavía no',
    done: (site) => `${site} está en Finanzas`,
    doneText: 'Puede cerrar Excel. La respuesta aparece aquí.',
    close: 'Cerrar',
  },
  timeline: {
    title: 'En qué va',
    saved: (revision, who) => `r${String(revision)}: guardado por ${who}`,
    submitted: (who) => `Presentado por ${who}`,
    waiting: 'A la espera de Finanzas',
    approved: (who) => `Aprobado por ${who}`,
    returned: (who) => `Devuelto por ${who}`,
  },
  addPost: {
    open: 'Agregar puesto',
    title: 'Agregar un puesto',
    jobClass: 'Clase de puesto',
    postTitle: 'Título',
    paidFrom: 'Se paga con',
    paidFromHint: 'Escriba para qué es, o parte de la cuenta',
    noAccounts: 'Ninguna línea suya paga esta clase de puesto. Consulte a la oficina de finanzas.',
    noMatch: 'Ninguna línea coincide.',
    fte: 'FTE',
    fteWrong: `Escriba un FTE mayor que 0, con cuatro decimales como máximo, como ${formatFte(5_000)}.`,
    titleMissing: 'Escriba un título.',
    accountMissing: 'Elija una cuenta.',
    cost: (cost) => `Cuesta ${cost} con sueldo promedio y beneficios.`,
    leaves: (title, money, fte) => `Deja ${money} y ${fte} FTE en ${title}.`,
    over: (title, money) => `${title} se excedería en ${money}.`,
    overFte: (title, fte) => `${title} se excedería en ${fte} FTE.`,
    noLines: (accounts) => `Los beneficios de este puesto todavía no tienen línea aquí: ${accounts}.`,
    add: 'Agregar puesto',
    adding: 'Agregando…',
    cancel: 'Cancelar',
  },
  back: 'Volver al presupuesto',
  check: { check: 'Revisar' },
  add: { menu: 'Agregar', line: 'Una línea…', post: 'Un puesto…', code: 'Pedir un código nuevo…' },
};
