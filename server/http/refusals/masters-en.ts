import type { ErrorCode } from '../../../src/contract/problem-reply.js';
import { given, text, type RefusalText } from './refusal-text.js';

/** Refusals about master budgets and exports. */
export const MASTERS = {
  'master.nothingApproved': text(409, 'No site is approved yet.', 'Approve submissions first, then merge.'),
  'master.unknown': {
    status: 404,
    title: (p) => `There is no version ${String(p['version'])} of the master budget.`,
    whatToDo: () => 'Choose one from the list.',
  },
  'master.stageBack': {
    status: 409,
    title: () => 'This version has reached that stage already: stages only go forward.',
    whatToDo: () => 'Reload to see where it stands.',
  },
  'master.yearAdopted': {
    status: 409,
    title: (p) => `Version ${String(p['version'])} is the adopted budget of the year.`,
    whatToDo: () => 'Enter an amendment to change the adopted budget.',
  },
  'master.notReady': text(
    409,
    'This version cannot be adopted yet.',
    'Settle what is listed, merge again where sites changed, and adopt then.',
  ),
  'master.differenceUnknown': {
    status: 409,
    title: (p) => `This version has no such difference: ${String(p['key'])}.`,
    whatToDo: () => 'Reload, look at the difference as it is, and explain that.',
  },
  'amendment.noAdopted': text(
    409,
    'No version is adopted yet, so there is nothing to amend.',
    'Adopt a version first. Until then sites change their own budgets.',
  ),
  'amendment.wrong': text(
    422,
    'The amendment cannot be entered as it is.',
    'Correct what is listed, and enter it again.',
  ),
  'control.wrong': text(
    422,
    'The control totals do not fit the chart of accounts.',
    'Correct what is listed, and send them again.',
  ),
  'export.layoutUnknown': text(404, 'There is no such layout.', 'Choose one from the list.'),
  'export.unknown': text(404, 'There is no such file.', 'Choose one from the list.'),
  'export.refused': {
    status: 422,
    title: (p) =>
      Number(p['rows']) > 0
        ? `The accounting system would refuse rows of this file: ${String(p['rows'])}. Nothing was made.`
        : 'The accounting system would refuse this file. Nothing was made.',
    whatToDo: () => 'Correct what the list names, then try again.',
  },
  'export.notSince': {
    status: 409,
    title: (p) =>
      Number(p['last']) > 0
        ? `Version ${String(p['last'])} went out last in this layout, so changes are those since then.`
        : 'Nothing went out in this layout yet, so there is nothing to tell changes from.',
    whatToDo: () => 'Reload the page and choose again.',
  },
  'export.otherLayout': {
    status: 409,
    title: (p) =>
      `The layout was changed since version ${String(p['last'])} went out in it, so changes since then cannot be told.`,
    whatToDo: () => 'Make a file of the whole budget, and load it in place of what was loaded.',
  },
  'export.otherSettings': {
    status: 409,
    title: (p) =>
      `Version ${String(p['last'])} went out with another ${String(p['setting'])} (${given(p['then'], 'none')}, now ${given(p['now'], 'none')}), so changes since then cannot be told.`,
    whatToDo: () =>
      'Give what was given then, or make a file of the whole budget, and load it in place of what was loaded.',
  },
  'export.madeMeanwhile': {
    status: 409,
    title: (p) =>
      Number(p['last']) > 0
        ? `Meanwhile an export was made in this layout: number ${String(p['last'])}, of version ${String(p['version'])}.`
        : 'Nothing was made in this layout yet, so the next export is number 1.',
    whatToDo: () => 'Look at the list of files made: yours may be there. If it is not, make it again.',
  },
  'export.again': {
    status: 409,
    title: (p) =>
      `Version ${String(p['last'])} went out in this layout, and the accounting system adds figures up: the whole budget would count twice.`,
    whatToDo: () => 'Send changes, or say that the whole budget is to go out again.',
  },
} satisfies Partial<Record<ErrorCode, RefusalText>>;
