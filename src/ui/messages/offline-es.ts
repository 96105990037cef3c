import type { Words } from '../../words/language.js';
import type { OFFLINE_EN } from './offline-en.js';

/** Spanish words about what waits for the server. */
export const OFFLINE_ES: Words<typeof OFFLINE_EN> = {
  notConnected: 'Sin conexión.',
  sending: 'Conectado otra vez: enviando.',
  waits: (count, since) =>
    count === 1
      ? `1 guardado espera desde ${since}; se envía solo.`
      : `${String(count)} guardados y presentaciones esperan desde ${since}; se envían solos.`,
  goOn: 'Puede seguir trabajando.',
  notLasting: 'Este navegador no conserva nada para Sitebook: deje el panel abierto hasta que se envíen.',
  tryNow: 'Intentar ahora',
  trying: 'Intentando…',
  reloadTitle: 'Sitebook se actualizó.',
  reloadText: (count) =>
    count === 1
      ? 'Recargue el panel: lo que espera se conserva y luego se envía.'
      : `Recargue el panel: los ${String(count)} que esperan se conservan y luego se envían.`,
  reload: 'Recargar el panel',
  unreadable: (count) =>
    count === 1
      ? 'Aquí hay un guardado de otra versión de Sitebook que no se envió.'
      : `Aquí hay ${String(count)} guardados de otra versión de Sitebook que no se enviaron.`,
  unreadableText: 'Recargue el panel. Si esto sigue, avise a su administrador; sus cifras están en el libro.',
  refusedTitle: {
    save: (site) => `No se aceptó un guardado en espera del plantel ${site}.`,
    submit: (site) => `No se aceptó la presentación en espera del plantel ${site}.`,
  },
  refusedText: 'No se perdió nada: las cifras están en el libro. Un guardado más nuevo toma su lugar.',
  discard: 'No enviarlo',
  queuedSave: 'Guardado en esta computadora. Se envía cuando haya conexión con Sitebook.',
  signOut: {
    title: '¿Cerrar sesión con algo sin enviar?',
    text: (count) =>
      count === 1
        ? '1 guardado en esta computadora aún no llegó a Sitebook.'
        : `${String(count)} guardados y presentaciones en esta computadora aún no llegaron a Sitebook.`,
    notLasting:
      'Este navegador no conserva nada para Sitebook: lo que no se envía se pierde al cerrar el panel.',
    sendFirst: 'Enviar primero',
    sending: 'Enviando…',
    notSent: 'No hay conexión con Sitebook en este momento.',
    keep: (count) => (count === 1 ? 'Conservarlo para mí' : 'Conservarlos para mí'),
    keepHint: (count) =>
      count === 1
        ? 'Se envía cuando inicie sesión aquí otra vez. Nadie más lo ve.'
        : 'Se envían cuando inicie sesión aquí otra vez. Nadie más los ve.',
    discard: (count) => (count === 1 ? 'Desecharlo' : 'Desecharlos'),
    cancel: 'Seguir con la sesión',
  },
  crash: {
    title: 'Esta parte de Sitebook dejó de funcionar.',
    safe: 'Sus cifras están en el libro, y lo que espera para enviarse se conserva.',
    whatToDo: 'Recargue el panel. Si vuelve a pasar, avise a su administrador.',
    reload: 'Recargar',
  },
};
