import type { MailTexts } from './mail-kinds.js';

/** The words of every mail in Spanish. */
export const MAIL_TEXTS_ES: MailTexts = {
  greeting: (name) => `Hola, ${name}:`,
  footer:
    'Sitebook envió este correo por su parte en el presupuesto. En su nombre puede elegir con qué frecuencia escribe.',
  submissionWaits: {
    subject: (p) => `${p['site'] ?? ''}: un presupuesto espera su revisión`,
    happened: (p) => `${p['person'] ?? ''} envió el presupuesto de ${p['site'] ?? ''}.`,
    whatToDo: () => 'Vea qué cambió y apruébelo o devuélvalo.',
    link: 'Abrir el envío',
  },
  submissionWaitsAgain: {
    subject: (p) => `${p['site'] ?? ''}: un presupuesto espera otra vez su revisión`,
    happened: (p) =>
      `${p['person'] ?? ''} cambió aquello para lo que se aprobó el presupuesto de ${p['site'] ?? ''}. Motivo: ${p['reason'] ?? ''}`,
    whatToDo: () => 'Vea qué significa para el presupuesto y apruébelo otra vez o devuélvalo.',
    link: 'Abrir el envío',
  },
  submissionReturned: {
    subject: (p) => `${p['site'] ?? ''}: el presupuesto fue devuelto`,
    happened: (p) => `${p['person'] ?? ''} devolvió el presupuesto de ${p['site'] ?? ''}.`,
    whatToDo: () => 'Lea el comentario, cambie la hoja y vuelva a enviarla.',
    link: 'Ver el motivo',
  },
  submissionApproved: {
    subject: (p) => `${p['site'] ?? ''}: el presupuesto está aprobado`,
    happened: (p) => `${p['person'] ?? ''} aprobó el presupuesto de ${p['site'] ?? ''}.`,
    whatToDo: () => 'No queda nada por hacer.',
    link: 'Abrir el plantel',
  },
  submissionRejected: {
    subject: (p) => `${p['site'] ?? ''}: el presupuesto fue rechazado`,
    happened: (p) => `${p['person'] ?? ''} rechazó el presupuesto de ${p['site'] ?? ''}.`,
    whatToDo: () => 'Lea el comentario y hable con la oficina de presupuesto.',
    link: 'Ver el motivo',
  },
  submissionClosed: {
    subject: (p) => `${p['site'] ?? ''}: el presupuesto del año está adoptado`,
    happened: (p) =>
      `La junta adoptó el presupuesto del año mientras lo que usted presentó para ${p['site'] ?? ''} aún esperaba aprobación. Ya no se decide.${(p['revision'] ?? '') === '' ? '' : ` El presupuesto adoptado tiene la revisión ${p['revision'] ?? ''} de ${p['site'] ?? ''}.`}`,
    whatToDo: () =>
      'Consulte a la oficina de presupuesto lo que aún necesite: desde ahora la junta cambia el presupuesto con enmiendas.',
    link: 'Abrir el plantel',
  },
  siteReopened: {
    subject: (p) => `${p['site'] ?? ''}: el presupuesto está abierto de nuevo`,
    happened: (p) => `${p['person'] ?? ''} volvió a abrir el presupuesto de ${p['site'] ?? ''}.`,
    whatToDo: () => 'Cambie la hoja y vuelva a enviarla.',
    link: 'Abrir el plantel',
  },
  reminder: {
    subject: (p) => `${p['site'] ?? ''}: vence el ${p['due'] ?? ''}`,
    happened: (p) => `El presupuesto de ${p['site'] ?? ''} vence el ${p['due'] ?? ''} y espera por usted.`,
    whatToDo: () => 'Haga su parte antes de ese día.',
    link: 'Abrirlo',
  },
  escalation: {
    subject: (p) => `${p['site'] ?? ''}: vencido desde el ${p['due'] ?? ''}`,
    happened: (p) =>
      `El presupuesto de ${p['site'] ?? ''} venció el ${p['due'] ?? ''}. Espera por ${p['holders'] ?? ''}.`,
    whatToDo: () => 'Pregunte qué lo detiene o páselo a otra persona.',
    link: 'Abrirlo',
  },
  requestWaits: {
    subject: (p) => `${p['site'] ?? ''}: una solicitud le espera`,
    happened: (p) => `Una solicitud de ${p['site'] ?? ''} le llegó de ${p['person'] ?? ''}.`,
    whatToDo: () => 'Concédala, o rechácela con un motivo.',
    link: 'Abrir las solicitudes',
  },
  requestAnswered: {
    subject: (p) => `${p['site'] ?? ''}: finanzas respondió a su solicitud`,
    happened: (p) => `${p['person'] ?? ''} respondió a lo que pidió ${p['site'] ?? ''}.`,
    whatToDo: () => 'Lea la respuesta en el panel junto a su libro.',
    link: 'Abrir el plantel',
  },
  commentAdded: {
    subject: (p) => `${p['site'] ?? ''}: un comentario nuevo`,
    happened: (p) => `${p['person'] ?? ''} comentó el presupuesto de ${p['site'] ?? ''}.`,
    whatToDo: () => 'Léalo y responda allí.',
    link: 'Leer el comentario',
  },
  resetLink: {
    subject: () => 'Elija una nueva contraseña de Sitebook',
    happened: () => 'Alguien, probablemente usted, pidió una nueva contraseña.',
    whatToDo: () =>
      'Siga el enlace para elegirla. Sirve una vez y por poco tiempo. Si no fue usted, no haga nada: su contraseña sigue igual.',
    link: 'Elegir una contraseña',
  },
  digest: {
    subject: (p) => `Sitebook: ${p['count'] ?? ''} novedades desde ayer`,
    happened: () => 'Esto pasó desde su último correo diario:',
    whatToDo: () => 'Abra lo que espera por usted.',
    link: 'Abrir Sitebook',
  },
};
