import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import {
  AllocationEntry,
  checkComponents,
  staffFteDifference,
  totalAllocations,
} from '../../../src/core/budget/allocation.js';
import { k12Enrolment, SiteFact } from '../../../src/core/budget/site-fact.js';
import { staffAllowances, totalStaff, type StaffHolder } from '../../../src/core/budget/staff-allocation.js';
import { formatFtePlain } from '../../../src/core/fte.js';
import { formatCentsPlain, sumCents } from '../../../src/core/money.js';
import type { AllocationLetters } from '../../../server/imports/allocation-letters/read-allocation-letters.js';
import type { FormulaAllocations } from '../../../server/imports/allocation-letters/read-formula-allocations.js';
import {
  DOLLARS,
  FORMULA,
  INFO,
  readFormula,
  readLetters,
  sfusdFiles,
  STAFF,
  valueOf,
} from '../../support/sfusd.js';

let letters: AllocationLetters;
let formula: FormulaAllocations;
let files: Map<string, string>;
beforeAll(async () => {
  files = await sfusdFiles();
  letters = valueOf(readLetters(files));
  formula = valueOf(readFormula(files));
});

const records = (file: string): Record<string, string>[] =>
  parse(files.get(file) ?? '', { columns: true, bom: true });
const dollars = (cents: Iterable<number>) => formatCentsPlain(sumCents(cents));
const staffOf = (entries: readonly AllocationEntry[]) => entries.flatMap(({ staff = [] }) => staff);
const sumOfStaff = (unit: 'fte' | 'hours', budgetedBy: StaffHolder) =>
  totalStaff(letters.allocations, { budgetedBy }).reduce((sum, { quantity }) => {
    if (quantity.unit !== unit) return sum;
    return sum + (quantity.unit === 'fte' ? quantity.fte : quantity.dailyHundredths);
  }, 0);

describe('the allocation letters of San Francisco, 2024-25', () => {
  test('are of 102 sites: 100 by code, and two behind the one blank code that makes 101 in the source', () => {
    const codes = new Set(records(DOLLARS).map((row) => row['site']));
    expect([codes.size, codes.has('')]).toEqual([101, true]);
    expect(new Set(records(STAFF).map((row) => row['site']))).toEqual(codes);
    expect(letters.sites).toHaveLength(102);
    expect(letters.sites.filter(({ code }) => !codes.has(code))).toEqual([
      { code: '476', name: 'LEE (EDWIN & ANITA) NEWCOMER ES', level: 'elementary' },
      { code: '509', name: 'CHINESE IMMERSION SCHOOL (AT DE AVILA)', level: 'elementary' },
    ]);
    const levels = letters.sites.map(({ level }) => level);
    expect(levels.filter((level) => level === 'high')).toHaveLength(16);
    expect(levels.filter((level) => level === 'middle')).toHaveLength(13);
  });

  test('give $78,253,101; with the parts added as if they were amounts it would be $107,809,503', () => {
    expect(dollars(letters.allocations.map(({ amountCents }) => amountCents))).toBe('78253101.00');
    const parts = letters.allocations.flatMap(({ components = [] }) => components);
    const flat = records(DOLLARS).map((row) => Number(row['amount']) * 100);
    expect(flat).toHaveLength(1349);
    expect(dollars(flat)).toBe('107809503.00');
    expect(parts).toHaveLength(406);
    expect(dollars(parts.map(({ amountCents }) => amountCents))).toBe('29556402.00');
    const bySite = letters.sites.flatMap(({ code }) =>
      totalAllocations(letters.allocations.filter(({ siteCode }) => siteCode === code)),
    );
    expect(dollars(bySite.map(({ amountCents }) => amountCents))).toBe('78253101.00');
  });

  test('parts add up to their amount in 203 of 204 cases; Hoover Middle lacks $84,711', () => {
    const checks = letters.allocations.map(checkComponents).filter((check) => check !== null);
    expect(checks).toHaveLength(204);
    expect(checks.filter(({ outcome }) => outcome !== 'ties')).toHaveLength(1);
    expect(letters.warnings.filter(({ code }) => code === 'import.componentsDiffer')).toEqual([
      {
        code: 'import.componentsDiffer',
        severity: 'warning',
        place: { kind: 'file', file: DOLLARS, row: 1232, column: 'amount' },
        params: {
          site: '607',
          siteName: 'HOOVER MS',
          title: 'Focal Student Funding',
          statedCents: 54_658_300,
          summedCents: 46_187_200,
          differenceCents: -8_471_100,
        },
      },
    ]);
  });

  test('list 1,851 kinds of staff, and noon monitor hours are no FTE', () => {
    expect(staffOf(letters.allocations)).toHaveLength(1851);
    expect(formatFtePlain(sumOfStaff('fte', 'all'))).toBe('3618.718');
    expect(sumOfStaff('hours', 'all')).toBe(54_500);
    const column = records(STAFF).reduce((sum, row) => sum + Math.round(Number(row['fte']) * 10_000), 0);
    expect(formatFtePlain(column)).toBe('4163.718');
    const hours = staffOf(letters.allocations).filter(({ quantity }) => quantity.unit === 'hours');
    expect(hours).toHaveLength(72);
    expect(new Set(hours.map(({ staffType }) => staffType.title))).toEqual(
      new Set(['Noon Monitor Daily Hours']),
    );
  });

  test('give 883 of them to other organisations, whose posts a site does not budget', () => {
    const staff = staffOf(letters.allocations);
    const others = staff.filter(({ budgetedBy }) => budgetedBy !== null);
    expect(others).toHaveLength(883);
    expect(letters.organisations.map(({ code, title }) => `${code} ${title}`).sort()).toEqual([
      '015 SFSD Site Positions',
      '054 Multilingual Pathways',
      '055 C&I: Humanities',
      '104 Visual & Performing Arts',
      '105 JROTC',
      '175 Physical Education',
      '193 Multi-Tiered Sch. Supp.',
      '195 C&I: Ethnic Studies',
    ]);
    expect(formatFtePlain(sumOfStaff('fte', 'others'))).toBe('479.9');
    expect(formatFtePlain(sumOfStaff('fte', 'site'))).toBe('3138.818');
    expect(sumOfStaff('hours', 'site')).toBe(0);
    expect(formatFtePlain(letters.allocations.reduce((sum, { fte }) => sum + fte, 0))).toBe('3138.818');
    expect(letters.allocations.filter((entry) => staffFteDifference(entry) !== 0)).toEqual([]);
  });

  test('seventeen paraeducators without an organisation count as the site’s own, each with a warning', () => {
    const missing = letters.warnings.filter(({ code }) => code === 'import.organisationMissing');
    expect(missing).toHaveLength(17);
    expect(missing[0]?.place).toEqual({ kind: 'file', file: STAFF, row: 1276, column: 'org' });
    const paras = totalStaff(letters.allocations, { budgetedBy: 'site' }).find(
      ({ staffType }) => staffType.code === 'rseriesparaeducator',
    );
    expect(paras?.quantity).toEqual({ unit: 'fte', fte: 131_250 });
  });

  test('say of Alamo what its letter says: 19 FTE of its own by type, $219,529 and the posts of others', () => {
    const alamo = letters.allocations.filter(({ siteCode }) => siteCode === '413');
    expect(
      staffAllowances(alamo)
        .filter(({ fte }) => fte !== 0)
        .map(({ fundingSource, staffType, fte }) => [fundingSource, staffType.title, formatFtePlain(fte)]),
    ).toEqual([
      ['00000', 'Principal', '1'],
      ['00000', 'Clerk/Secretary', '1'],
      ['00000', 'Base Classroom Teachers', '16'],
      ['74350', '0826-Instructional Coach', '1'],
    ]);
    expect(dollars(alamo.map(({ amountCents }) => amountCents))).toBe('219529.00');
    const arts = totalStaff(alamo, { budgetedBy: 'others' }).find(
      ({ staffType }) => staffType.code === 'arts',
    );
    expect(arts?.quantity).toEqual({ unit: 'fte', fte: 8_000 });
    const [focal] = alamo;
    expect([focal?.reason, focal?.fundingSource, focal?.components]).toEqual([
      'Focal Student Funding',
      '07092',
      [
        { title: 'UPP Per Pupil', amountCents: 10_026_700 },
        { title: 'Concentration Per Pupil', amountCents: 0 },
      ],
    ]);
  });

  test('have funding sources by code, each with the best spelling of its name', () => {
    expect(letters.fundingSources).toHaveLength(25);
    const title = (code: string) => letters.fundingSources.find((source) => source.code === code)?.title;
    expect(['00000', '07091', '07092', '63320', '65001', '67700'].map(title)).toEqual([
      'Unrestricted Resources',
      'LCFF MULTILINGUAL LEARNERS',
      'LCFF FOCAL STUDENTS',
      'COMMUNITY SCH PARTN.',
      'SpEd - WSF School Site Allocat',
      'PROP 28 ARTS & MUSIC',
    ]);
    const known = new Set(letters.fundingSources.map(({ code }) => code));
    expect(letters.allocations.filter(({ fundingSource }) => !known.has(fundingSource))).toEqual([]);
  });

  test('give the enrolment that a staffing ratio needs, with its row, and everything else as a typed figure', () => {
    expect(letters.facts).toHaveLength(445);
    const enrolment = k12Enrolment(letters.facts, '2024-25');
    expect([...enrolment.keys()].sort()).toEqual(letters.sites.map(({ code }) => code).sort());
    expect(enrolment.get('413')).toEqual({ pupils: 396, source: { file: INFO, row: 3 } });
    expect(enrolment.get('405')).toEqual({ pupils: 2070, source: { file: INFO, row: 358 } });
    expect([...enrolment.values()].reduce((sum, { pupils }) => sum + pupils, 0)).toBe(49_518);
    expect(letters.facts.find((fact) => fact.kind === 'unduplicatedPupils')).toMatchObject({
      siteCode: '413',
      sharePpm: 506_400,
      source: { file: INFO, row: 4 },
    });
    const withoutLetter = letters.facts.filter(({ siteCode }) => !enrolment.has(siteCode));
    expect(new Set(withoutLetter.map(({ siteCode }) => siteCode)).size).toBe(11);
  });

  test('are entries and facts of the core’s own shape', () => {
    expect(letters.allocations.map((entry) => AllocationEntry.parse(entry))).toEqual(letters.allocations);
    expect(letters.facts.map((fact) => SiteFact.parse(fact))).toEqual(letters.facts);
    expect(new Set(letters.allocations.map(({ id }) => id)).size).toBe(letters.allocations.length);
  });

  test('warnings are these and no others', () => {
    const counts = new Map<string, number>();
    for (const { code } of letters.warnings) counts.set(code, (counts.get(code) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'import.componentsDiffer': 1,
      'import.organisationMissing': 17,
      'import.levelUnknown': 2,
      // Two letters without a site code, in three files.
      'import.siteFromFileName': 6,
    });
  });
});

describe('the weighted student formula, 2022-23 and 2023-24', () => {
  test('188 of 196 site-years tie to the total they state', () => {
    expect(formula.siteYears).toHaveLength(196);
    const outcomes = formula.siteYears.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'ties')).toHaveLength(188);
    expect(outcomes.filter((outcome) => outcome === 'severalTotals')).toHaveLength(8);
  });

  test('the other eight are reported: each states several totals, and none is the sum', () => {
    const reported = formula.warnings.filter(({ code }) => code === 'import.totalsDiffer');
    expect(
      reported.map(({ params }) => [
        params['site'],
        params['siteName'],
        params['stated'],
        formatCentsPlain(Number(params['summedCents'])),
        params['differences'],
      ]),
    ).toEqual([
      ['505', 'MILK ES', '1402233.00; 1400993.00', '2803226.00', '1400993.00; 1402233.00'],
      ['723', 'MOSCONE ES', '3070797.00; 3022087.00', '6092884.00', '3022087.00; 3070797.00'],
      [
        '724',
        'MISSION EDUCATION CENTER ES',
        '1505884.00; 1505884.00',
        '3011768.00',
        '1505884.00; 1505884.00',
      ],
      ['497', 'WEBSTER ES', '2502941.00; 2661712.00', '5164653.00', '2661712.00; 2502941.00'],
      ['569', 'PEABODY ES', '1806263.00; 1841848.00', '3648111.00', '1841848.00; 1806263.00'],
      ['725', 'MISSION HS', '7515171.00; 7779916.00', '15295087.00', '7779916.00; 7515171.00'],
      [
        '815',
        'ASAWA SCHOOL OF THE ARTS HS',
        '6187507.00; 5986294.00',
        '12173801.00',
        '5986294.00; 6187507.00',
      ],
      [
        '853',
        'MARSHALL HS',
        '4234628.00; 4142240.00; 4234628.00; 4142240.00',
        '16753736.00',
        '12519108.00; 12611496.00; 12519108.00; 12611496.00',
      ],
    ]);
    expect(new Set(reported.map(({ params }) => params['year']))).toEqual(new Set(['2023-24']));
    expect(reported[0]?.place).toEqual({ kind: 'file', file: FORMULA, row: 1428, column: 'amount' });
  });

  test('because they hold more than one letter: all 206 letters tie by themselves', () => {
    expect(formula.letters).toHaveLength(206);
    expect(formula.letters.filter(({ outcome }) => outcome !== 'ties')).toEqual([]);
  });

  test('a site-year that does not tie enters no ledger; the others are entered whole', () => {
    expect(formula.years.map(({ yearId, allocations }) => [yearId, allocations.length])).toEqual([
      ['2022-23', 1084],
      ['2023-24', 860],
    ]);
    for (const { yearId, allocations } of formula.years) {
      const ties = formula.siteYears.filter(
        ({ group, outcome }) => group.startsWith(yearId) && outcome === 'ties',
      );
      const stated = ties.map(({ stated: [total] }) => total?.cents ?? 0);
      expect(dollars(allocations.map(({ amountCents }) => amountCents))).toBe(dollars(stated));
      expect(new Set(allocations.map(({ siteCode }) => siteCode)).size).toBe(ties.length);
    }
  });

  test('a resource is no fund: the same one lies in fund 05 in one year and in 01 in the next', () => {
    const funds = records(FORMULA).filter((row) => row['resource'] === '65001');
    expect(new Set(funds.map((row) => `${row['fiscal_year'] ?? ''} ${row['fund'] ?? ''}`))).toEqual(
      new Set(['2022-23 05', '2023-24 01']),
    );
    expect(formula.fundingSources.filter(({ code }) => code === '65001')).toHaveLength(1);
    expect(k12Enrolment(formula.facts, '2022-23').get('413')?.pupils).toBe(429);
  });
});

describe('letters that are wrong', () => {
  const PART = 'a row without a resource is a part of the row above, and there is none of its section';
  const putCell = (text: string, row: number, column: number, value: string) => {
    const lines = text.split('\r\n');
    const cells = (lines[row - 1] ?? '').split(',');
    cells[column] = value;
    lines[row - 1] = cells.join(',');
    return lines.join('\r\n');
  };
  const spoilt = (file: string, changes: [row: number, column: number, value: string][]) => {
    const text = changes.reduce((whole, change) => putCell(whole, ...change), files.get(file) ?? '');
    return new Map([...files, [file, text]]);
  };
  /** Each problem as `row column: detail`, with the file before it where it is not the one expected. */
  const placesOf = (read: ReturnType<typeof readLetters> | ReturnType<typeof readFormula>, file: string) => {
    if (read.ok) return [];
    expect(new Set(read.problems.map(({ severity }) => severity))).toEqual(new Set(['fatal']));
    return read.problems.map(({ code, place, params }) => {
      if (place.kind !== 'file') return code;
      const where = place.row === undefined ? '' : ` ${String(place.row)} ${place.column ?? ''}`;
      const text = String(params['detail'] ?? code);
      return `${place.file === file ? '' : place.file}${where}: ${text}`.trim();
    });
  };

  test('every bad row of the dollars is named with its place, and nothing is read', () => {
    const read = readLetters(
      spoilt(DOLLARS, [
        // A part without a whole above it, and one of another section.
        [2, 5, ''],
        [2, 6, ''],
        [7, 2, 'Another Section'],
        [5, 4, '-12242'],
        [8, 4, 'five'],
        [9, 4, '84200.005'],
        [10, 0, ''],
        [11, 1, ''],
        [12, 5, '9 0592'],
        [13, 3, ''],
        [14, 6, ''],
      ]),
    );
    expect(placesOf(read, DOLLARS)).toEqual([
      `2 resource: ${PART}`,
      `3 resource: ${PART}`,
      `4 resource: ${PART}`,
      '5 amount: a letter gives no negative amount',
      `7 resource: ${PART}`,
      '8 amount: an amount such as 1234.50 is expected',
      '9 amount: an amount such as 1234.50 is expected',
      '10 site: the row has no site code',
      '11 site_name: a site needs a name',
      '12 resource: this is no resource code',
      '13 funding: the row does not say what the amount is for',
      '14 resource_name: a resource needs a name',
    ]);
  });

  test('every bad row of the staff is named with its place', () => {
    const read = readLetters(
      spoilt(STAFF, [
        [2, 4, '-1.0'],
        [3, 4, 'one'],
        [4, 3, '**'],
        [5, 5, ''],
        [6, 0, '4-13'],
        [9, 4, '8.125'],
      ]),
    );
    expect(placesOf(read, STAFF)).toEqual([
      '2 fte: an FTE such as 0.5 is expected',
      '3 fte: an FTE such as 0.5 is expected',
      '4 staff_type: the row names no kind of staff',
      '5 resource: the row names no resource',
      '6 site: the row has no site code',
      '9 fte: hours a day such as 8.5 are expected',
    ]);
  });

  test('every bad figure of a site is named with its place', () => {
    const read = readLetters(
      spoilt(INFO, [
        [2, 3, '4 06'],
        [3, 2, '2023-24 TK-5 Projected Enrollment'],
        [4, 3, '150.64%'],
        [6, 2, '2024-25 TK-5 Enrollment Capacity'],
        [7, 2, 'constructor'],
      ]),
    );
    expect(placesOf(read, INFO)).toEqual([
      '2 value: a number of pupils such as 1,250 is expected',
      '3 item: this figure is not known, or is of another year',
      '4 value: a percentage such as 50.64% is expected',
      '6 item: the site is given this figure twice',
      '7 item: this figure is not known, or is of another year',
    ]);
  });

  test('every bad row of the formula is named with its place', () => {
    const read = readFormula(
      spoilt(FORMULA, [
        [2, 0, '2022'],
        [3, 4, ''],
        [4, 6, '-1'],
        [5, 6, ''],
        [14, 6, '4 29'],
      ]),
    );
    expect(placesOf(read, FORMULA)).toEqual([
      '2 fiscal_year: a year such as 2023-24 is expected',
      '3 resource: a row without a resource is a total, an amount per pupil or an enrolment',
      '4 amount: a letter gives no negative amount',
      '5 amount: an amount such as 1234.50 is expected',
      '14 amount: a number of pupils is expected',
    ]);
  });

  test('a file that is missing and a column that is missing are said once a file and once a row', () => {
    const without = new Map(files);
    without.delete(STAFF);
    without.set(INFO, 'site,site_name,item\n413,ALAMO ES,2024-25 TK-5 Projected Enrollment\n');
    expect(placesOf(readLetters(without), INFO)).toEqual([
      'allocations_fte_2024-25.csv: import.fileMissing',
      '2 value: import.columnMissing',
    ]);
    expect(placesOf(readFormula(new Map()), FORMULA)).toEqual([': import.fileMissing']);
  });

  test('an amount that stands twice, and a site with two names, are refused', () => {
    const text = files.get(DOLLARS) ?? '';
    const [header = '', first = '', , , ...rest] = text.split('\r\n');
    const renamed = first.replace('ALAMO ES', 'ALVARADO ES');
    const twice = new Map([...files, [DOLLARS, [header, first, first, renamed, ...rest].join('\r\n')]]);
    expect(placesOf(readLetters(twice), DOLLARS)).toEqual([
      '3 funding: the site is given this amount twice',
      '4 site_name: site 413 has another name above',
    ]);
  });

  test('a total that is one dollar off, or missing, holds its site-year back', () => {
    const off = valueOf(readFormula(spoilt(FORMULA, [[13, 6, '2888591']])));
    expect(off.siteYears[0]).toEqual({
      group: '2022-23 413',
      outcome: 'differs',
      summedCents: 288_859_000,
      stated: [{ cents: 288_859_100, differenceCents: -100 }],
    });
    expect(off.warnings.filter(({ code }) => code === 'import.totalsDiffer')).toHaveLength(9);
    expect(off.years[0]?.allocations.filter(({ siteCode }) => siteCode === '413')).toEqual([]);
    const none = valueOf(readFormula(spoilt(FORMULA, [[13, 5, 'Total Allocation Per Pupil']])));
    expect(none.siteYears[0]?.outcome).toBe('noTotal');
    expect(none.warnings.map(({ code }) => code)).toContain('import.totalMissing');
    expect(none.years[0]?.allocations.filter(({ siteCode }) => siteCode === '413')).toEqual([]);
  });
});

describe('laws of the reading', () => {
  /** The rows of a file in blocks of one site, without the header. */
  const blocksOf = (text: string) => {
    const [header = '', ...lines] = text.split('\r\n').filter((line) => line !== '');
    const blocks: string[][] = [];
    let before = '';
    for (const line of lines) {
      const site = /^(?:"[^"]*"|[^,]*),(?:"[^"]*"|[^,]*)/.exec(line)?.[0] ?? '';
      if (site === before) blocks.at(-1)?.push(line);
      else blocks.push([line]);
      before = site;
    }
    return { header, blocks };
  };
  const totalsOf = ({ sites, allocations }: AllocationLetters) =>
    new Map(
      sites.map(({ code }) => {
        const ledger = allocations.filter(({ siteCode }) => siteCode === code);
        const sources = totalAllocations(ledger).map((one) => [one.fundingSource, one.amountCents, one.fte]);
        const staff = totalStaff(ledger, { budgetedBy: 'all' }).map((one) => JSON.stringify(one));
        return [code, { sources: sources.sort(), staff: staff.sort() }];
      }),
    );

  test('the order of sites changes no total and no name', () => {
    const inFile = (file: string) => blocksOf(files.get(file) ?? '');
    const [money, staff] = [inFile(DOLLARS), inFile(STAFF)];
    expect([money.blocks.length, staff.blocks.length]).toEqual([102, 102]);
    const expected = totalsOf(letters);
    const names = new Map(letters.fundingSources.map(({ code, title }) => [code, title]));
    const shuffled = ({ blocks }: { blocks: string[][] }) =>
      fc.shuffledSubarray(blocks, { minLength: blocks.length, maxLength: blocks.length });
    fc.assert(
      fc.property(shuffled(money), shuffled(staff), (moneyBlocks, staffBlocks) => {
        const read = valueOf(
          readLetters(
            new Map([
              ...files,
              [DOLLARS, [money.header, ...moneyBlocks.flat()].join('\r\n')],
              [STAFF, [staff.header, ...staffBlocks.flat()].join('\r\n')],
            ]),
          ),
        );
        expect(totalsOf(read)).toEqual(expected);
        expect(new Map(read.fundingSources.map(({ code, title }) => [code, title]))).toEqual(names);
      }),
      { numRuns: 10 },
    );
  });
});
