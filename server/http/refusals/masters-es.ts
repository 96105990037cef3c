import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { given, words, type RefusalWords } from './refusal-text.js';

/** Refusals about master budgets and exports, in Spanish. */
export const MASTERS_ES = {
  'master.nothingApproved': words(
    'Todavía no hay ningún plantel aprobado.',
    'Primero apruebe presentaciones y luego combine.',
  ),
  'master.unknown': {
    title: (p) => `No hay versión ${String(p['version'])} del presupuesto general.`,
    whatToDo: () => 'Elija una de la lista.',
  },
  'master.stageBack': {
    title: () => 'Esta versión ya llegó a esa etapa: las etapas solo avanzan.',
    whatToDo: () => 'Recargue para ver en qué va.',
  },
  'master.yearAdopted': {
    title: (p) => `La versión ${String(p['version'])} es el presupuesto adoptado del año.`,
    whatToDo: () => 'Registre una enmienda para cambiar el presupuesto adoptado.',
  },
  'master.notReady': words(
    'Esta versión todavía no se puede adoptar.',
    'Resuelva lo que está en la lista, reúna otra vez donde cambiaron planteles y adóptela entonces.',
  ),
  'master.differenceUnknown': {
    title: (p) => `Esta versión no tiene tal diferencia: ${String(p['key'])}.`,
    whatToDo: () => 'Recargue, mire la diferencia como está y explique esa.',
  },
  'amendment.noAdopted': words(
    'Todavía no hay ninguna versión adoptada, así que no hay nada que enmendar.',
    'Primero adopte una versión. Hasta entonces los planteles cambian sus propios presupuestos.',
  ),
  'amendment.wrong': words(
    'La enmienda no se puede registrar como está.',
    'Corrija lo que está en la lista y regístrela otra vez.',
  ),
  'control.wrong': words(
    'Los totales de control no encajan con el catálogo de cuentas.',
    'Corrija lo que está en la lista y envíelos otra vez.',
  ),
  'export.layoutUnknown': words('No hay tal formato.', 'Elija uno de la lista.'),
  'export.unknown': words('No hay tal archivo.', 'Elija uno de la lista.'),
  'export.refused': {
    title: (p) =>
      Number(p['rows']) > 0
        ? `El sistema contable rechazaría filas de este archivo: ${String(p['rows'])}. No se creó nada.`
        : 'El sistema contable rechazaría este archivo. No se creó nada.',
    whatToDo: () => 'Corrija lo que indica la lista e inténtelo otra vez.',
  },
  'export.notSince': {
    title: (p) =>
      Number(p['last']) > 0
        ? `La versión ${String(p['last'])} fue la última que salió en este formato; los cambios se cuentan desde ella.`
        : 'Todavía no salió nada en este formato, así que no hay de qué contar cambios.',
    whatToDo: () => 'Recargue la página y elija otra vez.',
  },
  'export.otherLayout': {
    title: (p) =>
      `El formato cambió desde que salió en él la versión ${String(p['last'])}; no se puede decir qué cambió desde entonces.`,
    whatToDo: () => 'Cree un archivo del presupuesto completo y cárguelo en lugar de lo que se cargó.',
  },
  'export.otherSettings': {
    title: (p) =>
      `La versión ${String(p['last'])} salió con otro dato en «${String(p['setting'])}» (${given(p['then'], 'ninguno')}; ahora ${given(p['now'], 'ninguno')}), así que no se pueden decir los cambios desde entonces.`,
    whatToDo: () =>
      'Ponga el dato de entonces, o haga un archivo del presupuesto completo y cárguelo en lugar de lo cargado.',
  },
  'export.madeMeanwhile': {
    title: (p) =>
      Number(p['last']) > 0
        ? `Mientras tanto se creó un archivo en este formato: el número ${String(p['last'])}, de la versión ${String(p['version'])}.`
        : 'Todavía no se creó nada en este formato, así que el próximo archivo es el número 1.',
    whatToDo: () =>
      'Mire la lista de archivos creados: el suyo puede estar ahí. Si no está, créelo otra vez.',
  },
  'export.again': {
    title: (p) =>
      `La versión ${String(p['last'])} ya salió en este formato y el sistema contable suma las cifras: el presupuesto completo contaría dos veces.`,
    whatToDo: () => 'Envíe los cambios, o indique que el presupuesto completo ha de salir otra vez.',
  },
} satisfies Partial<Record<ErrorCode, RefusalWords>>;
