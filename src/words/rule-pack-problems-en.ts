import type { Message } from './message.js';

const CORRECT_RULE = 'Correct it in rules.json, or add what it names, and import again.';

/** English sentences for what an import finds wrong with rules, by problem code. */
export const RULE_PACK_PROBLEMS_EN: Record<string, Message> = {
  'rule.invalid': {
    sentence: (p) =>
      `Rule ${p.text('rule')}: the field ${p.text('field')} is not right (${p.text('detail')}).`,
    whatToDo: () => 'Correct it in the rule pack and import again.',
  },
  'rule.idTwice': {
    sentence: (p) => `Two rules have the id ${p.text('rule')}.`,
    whatToDo: () => 'Give each rule an id of its own and import again.',
  },
  'rule.packUnknown': {
    sentence: (p) => `There is no rule pack ${p.text('pack')}.`,
    whatToDo: (p) => `Use one of these: ${p.text('known')}.`,
  },
  'rule.packVersion': {
    sentence: (p) =>
      `The rule pack ${p.text('pack')} is here in version ${p.text('version')}, not ${p.text('wanted')}.`,
    whatToDo: () =>
      'Look at what changed between them, put the version that is here in rules.json, import again.',
  },
  'rule.packTwice': {
    sentence: (p) => `The rule pack ${p.text('pack')} is named twice.`,
    whatToDo: () => 'Name it once and import again.',
  },
  'rule.idInTwoPacks': {
    sentence: (p) => `The rule packs ${p.text('packs')} both have a rule ${p.text('rule')}.`,
    whatToDo: () => 'Use one of the packs, or give the district a rule of that id in their place.',
  },
  'rule.unknownFundingSource': {
    sentence: (p) =>
      `Rule ${p.text('rule')}: there is no funding source ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unknownJobClass': {
    sentence: (p) => `Rule ${p.text('rule')}: there is no job class ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unknownSegment': {
    sentence: (p) =>
      `Rule ${p.text('rule')}: account strings have no segment ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unknownTable': {
    sentence: (p) =>
      `Rule ${p.text('rule')}: the chart of accounts has no combination table ${p.text('value')} (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.patternParts': {
    sentence: (p) =>
      `Rule ${p.text('rule')}: the account pattern ${p.text('value')} has more parts than the account string (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.unitsDiffer': {
    sentence: (p) => `Rule ${p.text('rule')} compares dollars with FTE (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.datesReversed': {
    sentence: (p) => `Rule ${p.text('rule')} ends before it begins (${p.text('field')}: ${p.text('value')}).`,
    whatToDo: () => CORRECT_RULE,
  },
  'rule.notSelective': {
    sentence: (p) =>
      `Rule ${p.text('rule')} looks at everything and cannot say what it applies to (${p.text('field')}).`,
    whatToDo: () => CORRECT_RULE,
  },
};
