import type { Words } from '../../words/language.js';
import type { SIGN_IN_EN } from './sign-in-en.js';

/** Spanish words about signing in by a one-time code, in the pane and in the browser. */
export const SIGN_IN_ES: Words<typeof SIGN_IN_EN> = {
  code: {
    open: 'Mejor con un código',
    title: 'Iniciar sesión con un código',
    intro:
      'Confirme el código en un navegador donde ya inició sesión. Aquí no se escribe ninguna contraseña.',
    district: 'Distrito',
    districtHint: 'El nombre corto, como dayton',
    districtMissing: 'Escriba su distrito.',
    get: 'Mostrar un código',
    getting: 'Pidiendo…',
    steps: ['Abra esta dirección en un navegador:', 'Escriba allí este código y confírmelo:'],
    codeLabel: 'Su código',
    copy: 'Copiar el código',
    copied: 'Copiado',
    copyFailed: 'Seleccione el código y cópielo.',
    waiting: 'Esperando su confirmación.',
    validUntil: (time) => `El código vale hasta ${time}`,
    notConnected: 'No hay conexión con Sitebook. Se vuelve a intentar solo.',
    denied: 'El código se rechazó en el navegador.',
    expired: 'El código venció.',
    again: 'Pedir otro código',
    password: 'Iniciar sesión con contraseña',
  },
  link: {
    title: 'Iniciar sesión en Excel con un código',
    who: (name, district) => `Usted es ${name}, ${district}.`,
    what: 'El panel de Sitebook que muestra este código trabajará en su nombre hasta que cierre la sesión allí, ocho horas como máximo.',
    warning: 'Confirme solo un código que vea en su propio Excel. Nadie le pedirá uno jamás.',
    label: 'Código',
    hint: 'Ocho letras, como BCDF-GHJK',
    wrongForm: 'Un código tiene ocho letras y ninguna vocal.',
    confirm: 'Confirmar',
    deny: 'Yo no lo pedí',
    confirmed: 'Confirmado. Vuelva a Excel: la sesión se inicia en segundos.',
    denied: 'Rechazado. Nadie inició sesión.',
    another: 'Otro código',
    office: 'Ir a la oficina de finanzas',
  },
};
