import type { Words } from '../../words/language.js';
import type { COMMENTS_EN } from './comments-en.js';

/** Spanish words of comments on a site's budget. Names and dates come in formatted. */
export const COMMENTS_ES: Words<typeof COMMENTS_EN> = {
  title: 'Comentarios',
  badge: (unread) => `${String(unread)} ${unread === 1 ? 'comentario nuevo' : 'comentarios nuevos'}`,
  none: 'Sin comentarios',
  noneText: 'Aquí aparece lo que Finanzas pregunta sobre sus líneas.',
  notLoaded: 'No se pudieron cargar los comentarios.',
  open: (count) => (count === 1 ? '1 abierto' : `${String(count)} abiertos`),
  showResolved: (count) => (count === 1 ? '1 resuelto' : `${String(count)} resueltos`),
  by: (author, when) => `${author}, ${when}`,
  revision: (revision) => (revision === 0 ? 'al abrir' : `en r${String(revision)}`),
  unread: 'Nuevo',
  wholeSite: 'Todo el presupuesto',
  gone: 'Esta fila ya no está en la hoja.',
  goTo: (cell) => `Ir a ${cell}`,
  comment: 'Comentar',
  commentOn: (account) => `Comentar sobre ${account}`,
  commentOnSite: 'Comentar sobre todo el presupuesto',
  label: 'Su comentario',
  noPupils: 'Otros lo leen: no nombre a alumnos.',
  cleared: 'El texto ya no se conserva.',
  send: 'Enviar',
  sending: 'Enviando…',
  cancel: 'Cancelar',
  reply: 'Responder',
  replyLabel: 'Su respuesta',
  resolve: 'Resolver',
  resolved: (by, when) => `Resuelto por ${by}, ${when}`,
  textMissing: 'Primero escriba algo.',
};
