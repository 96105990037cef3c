import type { Words } from '../../words/language.js';
import type { SHARED_EN } from './shared-en.js';

/** Spanish words that the pane and the finance office's screens share. */
export const SHARED_ES: Words<typeof SHARED_EN> = {
  product: 'Sitebook',
  tryAgain: 'Volver a intentar',
  loading: 'Cargando',
  why: '¿Por qué?',
  requestNumber: (id) => `Solicitud ${id}`,
  ruleSays: 'La regla:',
  explained: 'Explicado',
  explanation: (text) => `Explicado: “${text}”`,
  atOffice: (count) =>
    count === 1 ? '1 se revisa en la oficina' : `${String(count)} se revisan en la oficina`,
  ask: (whom) => `Consulte a ${whom}.`,
  checkedByServer: 'Esto se revisa otra vez al guardar.',
  severity: { fatal: 'Por corregir', warning: 'Por revisar', info: 'Consejo' },
  signIn: {
    title: 'Iniciar sesión',
    district: 'Distrito',
    districtHint: 'El nombre corto, como dayton',
    email: 'Correo electrónico',
    password: 'Contraseña',
    submit: 'Iniciar sesión',
    busy: 'Iniciando sesión',
    demoTitle: 'Accesos de muestra',
    demoHint: 'Esta es una demostración con un distrito de muestra. Un clic inicia la sesión.',
    missing: {
      district: 'Escriba su distrito.',
      email: 'Escriba su correo electrónico.',
      password: 'Escriba su contraseña.',
    },
    signOut: 'Cerrar sesión',
  },
};
