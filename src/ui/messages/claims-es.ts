import type { Words } from '../../words/language.js';
import type { CLAIMS_EN } from './claims-en.js';

/** Spanish words about a submission that waited for the network past the due date. */
export const CLAIMS_ES: Words<typeof CLAIMS_EN> = {
  lateClaim: (claimed, floor) =>
    `Llegó después de la fecha límite. Quedó en espera sin conexión el ${claimed}, según la computadora de quien lo presentó; no antes del ${floor}, según este servidor.`,
  lateAccepted: 'Su distrito lo considera a tiempo.',
  lateToDecide: 'Si lo aprueba, cuenta como a tiempo; si lo devuelve, no.',
};
