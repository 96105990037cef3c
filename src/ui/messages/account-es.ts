import type { Words } from '../language/language.js';
import type { ACCOUNT_EN } from './account-en.js';

/** Spanish words about one's own sign-in. */
export const ACCOUNT_ES: Words<typeof ACCOUNT_EN> = {
  forgot: {
    open: '¿Olvidó su contraseña?',
    title: 'Elegir una contraseña nueva',
    intro: 'Si su distrito tiene a alguien con este correo, un enlace va en camino. Vale una hora.',
    ask: 'Enviarme un enlace',
    asking: 'Enviando…',
    asked: 'Revise su correo. Si no llega nada, pida un enlace a su administrador.',
    back: 'Volver a iniciar sesión',
  },
  reset: {
    title: 'Elegir una contraseña',
    noLink: 'Esta dirección no está completa. Abra otra vez el enlace de su correo o pida uno nuevo.',
    password: 'Contraseña nueva',
    again: 'Otra vez la contraseña nueva',
    rules: 'Al menos 12 caracteres. Varias palabras seguidas se recuerdan bien y se adivinan mal.',
    different: 'Las dos no son iguales.',
    short: 'La contraseña necesita al menos 12 caracteres.',
    save: 'Guardar la contraseña',
    saving: 'Guardando…',
    done: (email) => `Guardada. Su sesión se cerró en todas partes; inicie sesión ahora como ${email}.`,
    toSignIn: 'Ir a iniciar sesión',
  },
  change: {
    title: 'Elija una contraseña propia',
    why: 'Otra persona creó su contraseña. Nada más funciona hasta que la cambie.',
    current: 'Contraseña con la que inició sesión',
    currentMissing: 'Escriba la contraseña con la que inició sesión.',
  },
  elsewhere: {
    signIn: (title) => `Iniciar sesión con ${title}`,
    busy: 'Iniciando sesión…',
    failed: 'No se inició la sesión.',
    reasons: {
      'provider.unknown': 'Su distrito no tiene esa forma de iniciar sesión. Use una contraseña.',
      'provider.unreachable':
        'No se puede llegar al servicio de inicio de sesión de su distrito. Vuelva a intentar en un momento o use una contraseña.',
      'provider.refused': 'El servicio de inicio de sesión no confirmó quién es usted. Vuelva a intentar.',
      'provider.noPerson':
        'Aquí nadie tiene el correo de esa cuenta. Pida a su administrador que le dé de alta con él.',
      'person.disabled': 'Su acceso aquí está desactivado. Consulte a su administrador.',
      'handover.unknown': 'Tardó demasiado o se empezó en otro navegador. Inicie sesión otra vez.',
      'request.tooMany': 'Demasiados intentos en poco tiempo. Espere unos minutos.',
    },
    other: 'Vuelva a intentar o use una contraseña.',
  },
};
