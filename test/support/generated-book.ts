import type { AllocationEntry } from '../../src/core/budget/allocation.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { Site } from '../../src/core/budget/site.js';
import type { Rule } from '../../src/core/rules/rule-pack.js';
import type { Position } from '../../src/core/staffing/position.js';
import type { DistrictBook, DistrictSite } from '../../src/core/validation/district-state.js';
import { EVERY_RULE, richBook } from './rich-book.js';

/** Lines of a school; a district of 200,000 lines has 400. */
const LINES_A_SITE = 500;
const POSTS_A_SITE = 60;
const UNITS_A_SITE = 20;
const RULE_COUNT = 40;

const pad = (n: number, width: number) => String(n).padStart(width, '0');
const FUNDS = Array.from({ length: 25 }, (_, at) => pad(100 + at * 4, 3));
const FUNCTIONS = Array.from({ length: 40 }, (_, at) => pad(1111 + at * 37, 4));
const AREAS = Array.from({ length: 30 }, (_, at) => pad(at * 10, 3));
const FED_OBJECTS = ['111', '211', '231', '241'];
const OBJECTS = Array.from({ length: 45 }, (_, at) => pad(310 + at * 11, 3));

/** Forty rules: one of each kind, and more of those that a district has many of. */
function rules(): Rule[] {
  const common = { severity: 'warning', citation: 'Generated', askWhom: 'the office' } as const;
  const fitting = EVERY_RULE.map((rule): Rule => {
    if (rule.kind === 'requireSegmentWhen') return { ...rule, when: ['104'], codes: '1*|2*' };
    if (rule.kind === 'minPercent')
      return {
        ...rule,
        appliesTo: { fundingSources: ['104'] },
        numerator: { from: 'proposed', accounts: ['*-*-*-*-1*|2*'] },
      };
    if (rule.kind === 'objectRestriction') return { ...rule, forbidden: ['104-*-*-*-5*'] };
    if (rule.kind === 'changeThreshold' && rule.per === 'line')
      return { ...rule, appliesTo: { accounts: ['*-*-*-*-3*|4*|5*|6*|7*|8*'] } };
    if (rule.kind === 'sign') return { ...rule, negativeAllowed: ['*-*-*-*-69*'] };
    return rule;
  });
  const more = Array.from({ length: RULE_COUNT - fitting.length }, (_, at): Rule => {
    const fund = FUNDS[at % FUNDS.length] ?? '';
    switch (at % 4) {
      case 0:
        return {
          kind: 'objectRestriction',
          id: `objects-${fund}`,
          ...common,
          appliesTo: { fundingSources: [fund] },
          forbidden: ['*-*-*-*-7*|52*'],
        };
      case 1:
        return {
          kind: 'maxPercent',
          id: `admin-${fund}`,
          ...common,
          appliesTo: { fundingSources: [fund] },
          numerator: { from: 'proposed', accounts: ['*-23*|24*'] },
          base: { from: 'proposed' },
          percentPpm: 100_000,
        };
      case 2:
        return {
          kind: 'changeThreshold',
          id: `change-${fund}`,
          ...common,
          appliesTo: { fundingSources: [fund] },
          per: 'fundingSource',
          percentPpm: 200_000,
          amountCents: 0,
          direction: 'both',
        };
      default:
        return {
          kind: 'minPercent',
          id: `spend-${fund}`,
          ...common,
          scope: 'district',
          appliesTo: { fundingSources: [fund] },
          numerator: { from: 'proposed', accounts: ['*-1*'] },
          base: { from: 'proposed' },
          percentPpm: 200_000,
        };
    }
  });
  return [...fitting, ...more];
}

/** A district of so many lines with real proportions: 500 lines and 60 posts a site, all account strings distinct. */
export function generatedBook(lineCount: number): DistrictBook {
  const base = richBook().plan;
  const sites = Array.from({ length: Math.ceil(lineCount / LINES_A_SITE) }, (_, at) =>
    generatedSite(at, Math.min(LINES_A_SITE, lineCount - at * LINES_A_SITE)),
  );
  const segments = [
    { code: 'fund', title: 'Fund', width: 3, characters: 'digits' as const },
    { code: 'function', title: 'Function', width: 4, characters: 'digits' as const },
    { code: 'costCenter', title: 'Cost centre', width: 3, characters: 'digits' as const },
    { code: 'area', title: 'Area', width: 3, characters: 'digits' as const },
    { code: 'object', title: 'Object', width: 3, characters: 'digits' as const },
  ];
  const titled = (codes: readonly string[]) => codes.map((code) => ({ code, title: `Code ${code}` }));
  return {
    plan: {
      ...base,
      chart: {
        structure: { separator: '-', segments },
        codes: {
          fund: titled(FUNDS),
          function: titled(FUNCTIONS),
          costCenter: titled(sites.map(({ site }) => site.code)),
          area: titled(AREAS),
          object: titled([...FED_OBJECTS, ...OBJECTS]),
        },
        combinations: [
          {
            kind: 'pairs',
            id: 'fund-function',
            title: 'Fund and function',
            citation: 'Generated',
            sense: 'allowed',
            rowSegment: 'fund',
            columnSegment: 'function',
            pairs: Object.fromEntries(
              FUNDS.map((fund, at) => [fund, FUNCTIONS.filter((_, n) => (n + at) % 11 !== 0)]),
            ),
          },
        ],
      },
      fundingSources: FUNDS.map((fund, at) => ({
        code: fund,
        title: `Fund ${fund}`,
        patterns: [fund],
        programs: at === 1 ? ['titleIA'] : [],
      })),
      ownership: [
        { pattern: '*-254*', appliesTo: 'both', owner: 'facilities', ownerTitle: 'Facilities', reason: '' },
        {
          pattern: '*-*-*-*-111..299',
          appliesTo: 'lines',
          owner: 'finance',
          ownerTitle: 'Business office',
          reason: '',
        },
      ],
      accountGroups: { software: ['*-*-*-*-47*'] },
      rules: { id: 'generated', version: '1', rules: rules() },
    },
    sites,
    revenue: FUNDS.map((fundingSource) => ({ fundingSource, amountCents: 500_000_000 })),
  };
}

function generatedSite(number: number, lineCount: number): DistrictSite {
  const site: Site = {
    code: pad(number, 3),
    name: `School ${String(number)}`,
    level: 'elementary',
    enrolment: 300 + (number % 700),
  };
  // Units with posts have a salary and three benefit lines each; everything else buys things.
  const units = Math.min(UNITS_A_SITE, Math.floor(lineCount / 8));
  const accountOf = (at: number, object: string) => {
    const fundAt = at % FUNDS.length;
    const step = Math.floor(at / FUNDS.length);
    // One line in a hundred has a function that does not go with its fund.
    const wanted = at % 100 === 99 ? 11 - (fundAt % 11) : (step * 7 + fundAt) % FUNCTIONS.length;
    const functionAt = at % 100 !== 99 && (wanted + fundAt) % 11 === 0 ? wanted + 1 : wanted;
    return [
      FUNDS[fundAt],
      FUNCTIONS[functionAt % FUNCTIONS.length],
      site.code,
      AREAS[step % AREAS.length],
      object,
    ].join('-');
  };
  const lines = Array.from({ length: lineCount }, (_, at): LineItem => {
    const isFed = at < units * FED_OBJECTS.length;
    const unit = isFed ? Math.floor(at / FED_OBJECTS.length) : at;
    const object = isFed
      ? FED_OBJECTS[at % FED_OBJECTS.length]
      : OBJECTS[(at * 3 + Math.floor(at / 45)) % OBJECTS.length];
    const cents = isFed ? 0 : 10_000 + ((at * 7_919 + number * 104_729) % 900_000);
    const grows = !isFed && at % 9 === 0;
    return {
      id: `${site.code}-${String(at)}`,
      account: accountOf(unit, object ?? ''),
      title: `Line ${String(at)}`,
      currentCents: isFed ? 40_000_000 : cents,
      currentFte: 0,
      enteredCents: cents + (grows ? 50_000 : 0),
      justification: grows || isFed ? 'More pupils are expected.' : '',
      unread: [],
    };
  });
  const salaries = lines.filter(({ account }) => account.endsWith('-111'));
  const positions = Array.from({ length: salaries.length === 0 ? 0 : POSTS_A_SITE }, (_, at): Position => ({
    id: `${site.code}-post-${String(at)}`,
    number: `P-${site.code}-${String(at)}`,
    title: 'Teacher',
    jobClass: 'licensed',
    fte: 10_000 - (at % 3) * 2_000,
    annualSalaryCents: 6_000_000 + at * 10_000,
    pricedAt: 'actual',
    status: 'filled',
    benefitPlans: ['PERS', 'WC', 'MED'],
    splits: [{ account: salaries[at % salaries.length]?.account ?? '', sharePpm: 1_000_000 }],
    unread: [],
  }));
  const allocations = FUNDS.map((fundingSource): AllocationEntry => ({
    id: `${site.code}-${fundingSource}`,
    siteCode: site.code,
    fundingSource,
    date: '2024-02-01',
    kind: 'initial',
    amountCents: 60_000_000,
    fte: 100_000,
    reason: 'Generated',
    author: 'Bench',
  }));
  return { site, allocations, opening: { lines, positions }, content: { lines, positions } };
}
