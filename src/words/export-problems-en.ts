import type { Message, Params } from './message.js';

const say = (text: string) => () => text;
const codeOf = (p: Params) => `Code ${p.text('code')} (${p.text('segment')})`;
const cell = (p: Params) => `${p.text('field')} “${p.text('value')}”`;
const ENCODINGS: Record<string, string> = {
  ascii: 'plain letters without accents (ASCII)',
  'windows-1252': 'Western European letters (Windows-1252)',
};
const CORRECT = say('Correct it in the site’s sheet; the next version of the master budget then has it.');

/**
 * English sentences of what keeps a file from the accounting system, by code; the row and its lines stand beside them.
 * Only finance reads them, on its page and from the command line.
 */
export const EXPORT_PROBLEMS_EN: Record<string, Message> = {
  'export.account': {
    sentence: (p) =>
      p.text('fault') === 'missing'
        ? `The account has no code for ${p.text('segment')}.`
        : p.text('fault') === 'unknown'
          ? `${codeOf(p)} is not in the chart of accounts.`
          : p.text('fault') === 'inactive'
            ? `${codeOf(p)} is not in use in this budget year.`
            : p.text('fault') === 'heading'
              ? `${codeOf(p)} is a heading that takes no amounts.`
              : `${codeOf(p)} does not have the form of its segment.`,
    whatToDo: say('Correct the account in the site’s sheet, or add the code under Rules and codes.'),
  },
  'export.missing': {
    sentence: (p) => `${p.text('field')} is blank, and the target needs it.`,
    whatToDo: CORRECT,
  },
  'export.pattern': {
    sentence: (p) => `${cell(p)} does not fit: ${p.text('expects')}.`,
    whatToDo: say('Correct it in the site’s sheet, or give the code its state code under Rules and codes.'),
  },
  'export.tooLong': {
    sentence: (p) => `${cell(p)} has ${p.text('length')} characters; the target takes ${p.text('most')}.`,
    whatToDo: CORRECT,
  },
  'export.characters': {
    sentence: (p) =>
      `${cell(p)} holds ${p.text('characters')}; the target takes only ${ENCODINGS[p.text('encoding')] ?? 'whole characters (UTF-8)'}.`,
    whatToDo: CORRECT,
  },
  'export.lineBreak': {
    sentence: (p) => `${cell(p)} has a line break, where this file begins a new row.`,
    whatToDo: CORRECT,
  },
  'export.delimiterInText': {
    sentence: (p) => `${cell(p)} holds “${p.text('delimiter')}”, which separates columns in this file.`,
    whatToDo: CORRECT,
  },
  'export.segmentMissing': {
    sentence: (p) => `This layout needs the segment “${p.text('segment')}”, which your accounts do not have.`,
    whatToDo: say('Choose a layout that fits the structure of your accounts.'),
  },
  'export.formMissing': {
    sentence: (p) =>
      `This layout writes accounts in the form “${p.text('form')}”, which your structure does not have.`,
    whatToDo: say('Choose another layout, or have the form added to the structure.'),
  },
  'export.settingMissing': {
    sentence: (p) => `${p.text('title')} is missing: ${p.text('expects')}.`,
    whatToDo: say('Enter it above.'),
  },
  'export.settingWrong': {
    sentence: (p) => `${p.text('title')} “${p.text('value')}” does not fit: ${p.text('expects')}.`,
    whatToDo: say('Correct it above.'),
  },
  'export.noDeltas': {
    sentence: (p) => `${p.text('layout')} takes whole budgets only.`,
    whatToDo: say('Choose the whole budget.'),
  },
  'export.noRows': {
    sentence: say('There is nothing to hand over.'),
    whatToDo: say('Choose another version, or a layout that takes its accounts.'),
  },
};
