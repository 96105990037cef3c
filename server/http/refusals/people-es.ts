import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { words, type Params, type RefusalWords } from './refusal-text.js';

function passwordTitle(p: Params): string {
  switch (p['fault']) {
    case 'short':
      return 'La contraseña es demasiado corta: necesita 12 caracteres.';
    case 'long':
      return 'La contraseña es demasiado larga: 200 caracteres a lo sumo.';
    case 'name':
      return 'La contraseña es poco más que su nombre, su correo o su distrito.';
    case 'same':
      return 'La contraseña nueva es la anterior.';
    case undefined:
    default:
      return 'La contraseña es una de las que se adivinan primero.';
  }
}

/** Refusals about signing in, people, and what is sent to the server, in Spanish. */
export const PEOPLE_ES = {
  'request.malformed': words('La solicitud no es JSON válido.', 'Recargue la página y vuelva a intentar.'),
  'request.invalid': words(
    'La solicitud no tiene la forma acordada.',
    'Recargue la página y vuelva a intentar. Si vuelve a pasar, avise a su administrador.',
  ),
  'request.tooLarge': words(
    'La hoja es demasiado grande para enviarla de una vez.',
    'Quite las filas que no son suyas o consulte a su administrador.',
  ),
  'client.outdated': words(
    'Esta ventana usa un Sitebook anterior al del servidor.',
    'Recargue el panel o la página. Lo que escribió en la hoja se queda.',
  ),
  'signIn.wrong': words(
    'El distrito, el correo y la contraseña no corresponden.',
    'Revise los tres y vuelva a intentar.',
  ),
  'signIn.needed': words('No ha iniciado sesión.', 'Inicie sesión y vuelva a intentar.'),
  'token.expired': words(
    'Su sesión terminó después de ocho horas.',
    'Inicie sesión otra vez. Lo que escribió en la hoja se queda.',
  ),
  'token.invalid': words('Su sesión no es válida aquí.', 'Inicie sesión otra vez.'),
  'permission.missing': words(
    'Su función no incluye esto.',
    'Consulte a la oficina de finanzas si debería poder hacerlo.',
  ),
  notFound: words('No hay nada en esta dirección.', 'Regrese y elija otro camino.'),
  'server.busy': words('El servidor está ocupado.', 'Vuelva a intentar en un momento.'),
  'server.fault': words(
    'Algo salió mal en el servidor.',
    'Vuelva a intentar. Si vuelve a pasar, dé a su administrador el número de solicitud.',
  ),
  'mail.notFailed': words('Este correo no ha fallado.', 'Recargue la lista: espera, se envió o ya no está.'),
  'token.reused': words(
    'Su sesión se usó en dos lugares, así que se cerró en ambos.',
    'Inicie sesión otra vez. Si la tenía en una sola computadora, avise a su administrador.',
  ),
  'signIn.locked': {
    title: () => 'Se escribieron contraseñas equivocadas para este correo demasiadas veces.',
    whatToDo: (p) =>
      `Espere ${String(p['minutes'])} minutos o use «¿Olvidó su contraseña?». Lo que escribió en la hoja se queda.`,
  },
  'person.disabled': words(
    'Su acceso está desactivado.',
    'Consulte a su administrador. Lo que escribió en la hoja se queda.',
  ),
  'person.isDisabled': words(
    'El acceso de esta persona está desactivado.',
    'Actívelo primero y luego cree un enlace.',
  ),
  'person.unknown': words('No hay tal persona en su distrito.', 'Revise de quién se trata.'),
  'person.emailTaken': words(
    'Alguien de su distrito ya tiene este correo.',
    'Use otro o cambie los datos de esa persona.',
  ),
  'person.lastAdministrator': words(
    'Es la última persona que administra el distrito.',
    'Dé primero la función de administrador a alguien más.',
  ),
  'password.mustChange': words(
    'Otra persona creó su contraseña y antes hay que cambiarla.',
    'Abra Sitebook en un navegador y elija una contraseña propia.',
  ),
  'password.weak': {
    title: passwordTitle,
    whatToDo: () => 'Elija otra: varias palabras seguidas se recuerdan bien y se adivinan mal.',
  },
  'password.wrong': words('La contraseña anterior no es correcta.', 'Escríbala otra vez.'),
  'reset.unknown': words(
    'Este enlace ya se usó o tiene más de una hora.',
    'Pida uno nuevo: «¿Olvidó su contraseña?» o a su administrador.',
  ),
  'delegation.administrator': words(
    'La función de administrador no se delega.',
    'Dé esa función a alguien más mientras haga falta.',
  ),
  'delegation.notHeld': words(
    'Estas funciones no están entre las que se pueden delegar.',
    'Elija entre las funciones que la persona tiene en su propio nombre.',
  ),
  'delegation.toHerself': words('Nadie se delega funciones a sí mismo.', 'Elija a otra persona.'),
  'delegation.dates': {
    title: () => 'Estas fechas no son posibles.',
    whatToDo: (p) =>
      `El último día es ${String(p['today'])} o posterior, no antes del primero y a lo sumo un año después.`,
  },
  'delegation.unknown': words('No hay tal delegación suya.', 'Recargue para verlas todas.'),
  'handover.unknown': words('Este inicio de sesión ya se usó o tardó demasiado.', 'Inicie sesión otra vez.'),
  'provider.unknown': words(
    'Su distrito no tiene esa forma de iniciar sesión.',
    'Inicie sesión con contraseña o consulte a su administrador.',
  ),
  'provider.unreachable': words(
    'No se puede llegar al servicio de inicio de sesión de su distrito.',
    'Vuelva a intentar en un momento o inicie sesión con contraseña.',
  ),
  'provider.refused': words(
    'El servicio de inicio de sesión no confirmó quién es usted.',
    'Inicie sesión otra vez. Si vuelve a pasar, avise a su administrador.',
  ),
  'provider.noPerson': words(
    'Allí inició sesión, pero aquí nadie tiene su correo.',
    'Pida a su administrador que le dé de alta con el correo de su distrito.',
  ),
} satisfies Partial<Record<ErrorCode, RefusalWords>>;
