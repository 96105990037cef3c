import type { Words } from '../../words/language.js';
import type { FAILURES_EN } from './failures-en.js';

/** Spanish words for calls that gave no reply, by what was going on. */
export const FAILURES_ES: Words<typeof FAILURES_EN> = {
  safe: {
    loading: 'No se cambió nada.',
    saving: 'Sus cifras siguen en esta hoja. Puede volver a intentar: lo mismo nunca se guarda dos veces.',
    submitting:
      'Lo que guardó está a salvo. Puede volver a intentar: un presupuesto nunca se presenta dos veces.',
    deciding: 'Ninguna decisión se tomó dos veces. Mire la presentación otra vez antes de decidir.',
    signingIn: 'No se cambió nada.',
    changing: 'Puede volver a intentar: el mismo cambio nunca se hace dos veces.',
    merging: 'Los presupuestos aprobados no se tocaron. Puede volver a intentar.',
  },
  unreachable: {
    loading: 'No hay conexión con Sitebook.',
    saving: 'No se guardó: no hay conexión con Sitebook.',
    submitting: 'No se presentó: no hay conexión con Sitebook.',
    deciding: 'No hay conexión con Sitebook.',
    signingIn: 'No hay conexión con Sitebook.',
    changing: 'No hay conexión con Sitebook.',
    merging: 'No hay conexión con Sitebook.',
  },
  checkNetwork: 'Revise la red y vuelva a intentar.',
  unsendable: 'Sitebook no pudo enviar esto por un error propio.',
  unexpected: 'Sitebook respondió de una forma que esta versión no entiende.',
  reload: 'Recargue. Si vuelve a pasar, avise a su administrador.',
};
