import type { Message } from '../../words/message.js';

const CORRECT_RULE = 'Corríjala en rules.json, o agregue lo que nombra, e importe otra vez.';

/** Spanish sentences for what an import finds wrong with rules, by problem code. */
export const RULE_PACK_PROBLEMS_ES: Record<string, Message> = {
  'rule.invalid': {
    sentence: (p) =>
      `Regla ${p.text('rule')}: el campo ${p.text('field')} no es correcto (${p.text('detail')}).`,
    whatToDo: () => 'Corríjalo en el paquete de reglas e importe otra vez.',
  },
  'rule.idTwice': {
    sentence: (p) => `Dos reglas tienen el identificador ${p.text('rule')}.`,
    whatToDo: () => 'Dé a cada regla su propio identificador e importe otra vez.',
  },
  'rule.packUnknown': {
    sentence: (p) => `No existe el paquete de reglas ${p.text('pack')}.`,
    whatToDo: (p) => `Use uno de estos: ${p.text('known')}.`,
  },
  'rule.packVersion': {
    sentence: (p) =>
      `El paquete de reglas ${p.text('pack')} está aquí en la versión ${p.text('version')}, no en la ${p.text('wanted')}.`,
    whatToDo: () =>
      'Vea qué cambió entre las dos, ponga en rules.json la versión que está aquí e importe otra vez.',
  },
  'rule.packTwice': {
    sentence: (p) => `El paquete de reglas ${p.text('pack')} se nombra dos veces.`,
    whatToDo: () => 'Nómbrelo una sola vez e importe otra vez.',
  },
  'rule.idInTwoPacks': {
    sentence: (p) => `Los paquetes de reglas ${p.text('packs')} tienen los dos una regla ${p.text('rule')}.`,
    whatToDo: () => 'Use uno de los paquetes, o dé al distrito una regla propia con ese identificador.',
  },
  'rule.unknownFundingSource': {
    sentence: (p) =>
      `Regla ${p.text('rule')}: no existe la fuente de fondos ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unknownJobClass': {
    sentence: (p) =>
      `Regla ${p.text('rule')}: no existe la clase de puesto ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unknownSegment': {
    sentence: (p) =>
      `Regla ${p.text('rule')}: las cuentas no tienen el segmento ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unknownTable': {
    sentence: (p) =>
      `Regla ${p.text('rule')}: el catálogo de cuentas no tiene la tabla de combinaciones ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.patternParts': {
    sentence: (p) =>
      `Regla ${p.text('rule')}: el patrón de cuenta ${p.text('value')} tiene más partes que la cuenta (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unitsDiffer': {
    sentence: (p) => `La regla ${p.text('rule')} compara dólares con FTE (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.datesReversed': {
    sentence: (p) =>
      `La regla ${p.text('rule')} termina antes de empezar (${p.text('field')}: ${p.text('value')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.notSelective': {
    sentence: (p) =>
      `La regla ${p.text('rule')} lo mira todo y no puede decir a qué se aplica (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
};
