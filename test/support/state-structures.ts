import type { AccountStructure, Segment } from '../../src/core/account/account-structure.js';

type Characters = Segment['characters'];

const segment = (code: string, title: string, width: number, characters: Characters = 'digits'): Segment => ({
  code,
  title,
  width,
  characters,
});

/**
 * California, as the state writes it: SACS, 19 characters packed. The parts of a local suffix (school, management)
 * are not the state's. Goals, resources and objects that the state calculates hold letters (`ADLT`, `VARY`, `979Z`).
 */
export const CALIFORNIA_STATE: AccountStructure = {
  separator: '',
  segments: [
    segment('fund', 'Fund', 2),
    segment('resource', 'Resource', 4, 'alphanumeric'),
    segment('projectYear', 'Project year', 1),
    segment('goal', 'Goal', 4, 'alphanumeric'),
    segment('function', 'Function', 4),
    segment('object', 'Object', 4, 'alphanumeric'),
  ],
};

const SACS_ORDER = ['fund', 'resource', 'projectYear', 'goal', 'function', 'object'];

/** A district that writes the state's order with hyphens and adds school and management to it. */
export const CALIFORNIA_SEPARATED: AccountStructure = {
  separator: '-',
  segments: [
    ...CALIFORNIA_STATE.segments,
    { ...segment('school', 'School', 3), isOptional: true },
    { ...segment('management', 'Management', 4), isOptional: true },
  ],
  forms: [
    {
      code: 'sacs',
      title: 'SACS',
      separator: '',
      isRolledUp: true,
      segments: SACS_ORDER.map((code) => ({ code })),
    },
  ],
};

/** A district with an order of its own, and a resource of five digits where the state has four (as San Diego's). */
export const CALIFORNIA_LOCAL: AccountStructure = {
  separator: '-',
  segments: [
    segment('school', 'School', 3),
    segment('resource', 'Resource', 5),
    segment('projectYear', 'Project year', 1),
    segment('object', 'Object', 4),
    segment('function', 'Function', 4),
    segment('goal', 'Goal', 4),
    segment('fund', 'Fund', 2),
    { ...segment('management', 'Management', 4), isOptional: true },
  ],
  forms: [
    {
      code: 'sacs',
      title: 'SACS',
      separator: '',
      isRolledUp: true,
      segments: SACS_ORDER.map((code) => (code === 'resource' ? { code, width: 4 } : { code })),
    },
  ],
};

/** Texas FASRG, 20 digits; verified against the accounting system's 20-character mask. */
export const TEXAS: AccountStructure = {
  separator: '-',
  segments: [
    segment('fund', 'Fund', 3),
    segment('function', 'Function', 2),
    segment('object', 'Object', 4),
    segment('subObject', 'Sub-object', 2),
    segment('organization', 'Organization', 3),
    segment('fiscalYear', 'Fiscal year', 1),
    segment('programIntent', 'Program intent', 2),
    segment('edSpan', 'Educational span', 1),
    segment('projectDetail', 'Project detail', 2),
  ],
};

/** Oregon; verified in Dayton's files. */
export const OREGON: AccountStructure = {
  separator: '-',
  segments: [
    segment('fund', 'Fund', 3),
    segment('function', 'Function', 4),
    segment('costCenter', 'Cost center', 3),
    segment('area', 'Area', 3),
    segment('object', 'Object', 3),
  ],
};

/** Colorado: fund and location verified, the widths of the whole string not seen written. */
export const COLORADO: AccountStructure = {
  separator: '-',
  segments: [
    segment('fund', 'Fund', 2),
    segment('location', 'Location', 3),
    segment('sre', 'Special reporting element', 2),
    segment('program', 'Program', 4),
    segment('object', 'Object or source', 4),
    segment('jobClass', 'Job class', 3),
    segment('grant', 'Grant', 4),
  ],
};

/** Ohio USAS: the order is verified, the widths are not. */
export const OHIO: AccountStructure = {
  separator: '-',
  segments: [
    segment('fund', 'Fund', 3),
    segment('function', 'Function', 4),
    segment('object', 'Object', 3),
    segment('scc', 'Special cost center', 4),
    segment('subject', 'Subject', 6),
    segment('opu', 'Operational unit', 3),
    segment('il', 'Instructional level', 2),
    segment('job', 'Job', 3),
  ],
};

/** New York: a letter for the fund, an object of two or three digits; verified (Lansing). */
export const NEW_YORK: AccountStructure = {
  separator: '-',
  segments: [
    segment('fund', 'Fund', 1, 'letters'),
    segment('function', 'Function', 4),
    { ...segment('object', 'Object', 3), minWidth: 2 },
  ],
};

/** Illinois; verified for Proviso's 15 digits only. */
export const ILLINOIS: AccountStructure = {
  separator: '-',
  segments: [
    segment('fund', 'Fund', 2),
    segment('function', 'Function', 4),
    segment('object', 'Object', 4),
    segment('site', 'Site', 2),
    segment('program', 'Program', 3),
  ],
};

/** Wisconsin WUFAR, 18 characters packed, the type a letter in the third place; the location's width is inferred. */
export const WISCONSIN: AccountStructure = {
  separator: '',
  segments: [
    segment('fund', 'Fund', 2),
    segment('type', 'Type', 1, 'letters'),
    segment('location', 'Location', 3),
    segment('object', 'Object or source', 3),
    segment('function', 'Function', 6),
    segment('project', 'Project', 3),
  ],
};

/**
 * The federal handbook's order: a fund of one to three digits, and parts that states may leave out. The order is
 * verified, some widths are not.
 */
export const NCES: AccountStructure = {
  separator: '-',
  segments: [
    { ...segment('fund', 'Fund', 3), minWidth: 1 },
    segment('program', 'Program', 3),
    segment('function', 'Function', 4),
    segment('object', 'Object', 3),
    segment('project', 'Project', 3),
    { ...segment('level', 'Level', 2), isOptional: true },
    { ...segment('operationalUnit', 'Operational unit', 3), isOptional: true },
    { ...segment('subject', 'Subject', 2), isOptional: true },
    { ...segment('jobClass', 'Job class', 3), isOptional: true },
  ],
};
