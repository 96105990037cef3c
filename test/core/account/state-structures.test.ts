import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatInForm, parseInForm } from '../../../src/core/account/account-forms.js';
import {
  AccountStructure,
  joinAccount,
  parseAccount,
  type Segment,
} from '../../../src/core/account/account-structure.js';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';
import { rollUp } from '../../../src/core/account/roll-up.js';
import * as states from '../../support/state-structures.js';

const STRUCTURES: [string, AccountStructure, string, string[]][] = [
  [
    'California packed',
    states.CALIFORNIA_STATE,
    '0100000111010001100',
    ['01', '0000', '0', '1110', '1000', '1100'],
  ],
  [
    'California separated',
    states.CALIFORNIA_SEPARATED,
    '01-0000-0-1110-1000-1100',
    ['01', '0000', '0', '1110', '1000', '1100', '', ''],
  ],
  [
    'California local order',
    states.CALIFORNIA_LOCAL,
    '123-30100-0-1100-1000-1110-01-4567',
    ['123', '30100', '0', '1100', '1000', '1110', '01', '4567'],
  ],
  [
    'Texas',
    states.TEXAS,
    '199-11-6399-00-001-6-11-0-00',
    ['199', '11', '6399', '00', '001', '6', '11', '0', '00'],
  ],
  [
    'Texas packed',
    { ...states.TEXAS, separator: '' },
    '19911639900001611000',
    ['199', '11', '6399', '00', '001', '6', '11', '0', '00'],
  ],
  ['Oregon', states.OREGON, '100-1111-125-000-111', ['100', '1111', '125', '000', '111']],
  [
    'Colorado',
    states.COLORADO,
    '10-101-10-0010-0110-201-0000',
    ['10', '101', '10', '0010', '0110', '201', '0000'],
  ],
  [
    'Ohio',
    states.OHIO,
    '001-1110-111-0000-000000-001-00-000',
    ['001', '1110', '111', '0000', '000000', '001', '00', '000'],
  ],
  ['New York', states.NEW_YORK, 'A-2110-120', ['A', '2110', '120']],
  ['New York, object of two', states.NEW_YORK, 'A-2110-15', ['A', '2110', '15']],
  ['New York packed', { ...states.NEW_YORK, separator: '' }, 'A211015', ['A', '2110', '15']],
  ['Illinois', states.ILLINOIS, '10-1130-0000-01-000', ['10', '1130', '0000', '01', '000']],
  ['Wisconsin', states.WISCONSIN, '10E101100110000000', ['10', 'E', '101', '100', '110000', '000']],
  [
    'federal handbook',
    states.NCES,
    '1-110-1000-112-000--050',
    ['1', '110', '1000', '112', '000', '', '050', '', ''],
  ],
  [
    'federal handbook packed',
    { ...states.NCES, separator: '' },
    '1  1101000112000  050',
    ['1', '110', '1000', '112', '000', '', '050', '', ''],
  ],
];

const ALPHABETS = { digits: '0123456789', letters: 'ABCXYZ', alphanumeric: '0123456789ABCXYZ' };

const codeOf = ({ width, minWidth = width, isOptional, characters }: Segment) => {
  const unit = fc.constantFrom(...Array.from(ALPHABETS[characters]));
  const code = fc.string({ unit, minLength: minWidth, maxLength: width });
  return isOptional === true ? fc.oneof(fc.constant(''), code) : code;
};
const codesOf = (structure: AccountStructure) => fc.tuple(...structure.segments.map(codeOf));

describe.each(STRUCTURES)('%s', (_name, structure, account, codes) => {
  test('is a structure, and a real string of it reads and writes back', () => {
    expect(AccountStructure.safeParse(structure).success).toBe(true);
    expect(parseAccount(structure, account)).toEqual({ ok: true, codes });
    expect(joinAccount(structure, codes)).toBe(account);
  });

  test('codes join and parse back, zeros and blanks in their places', () => {
    fc.assert(
      fc.property(codesOf(structure), (some) => {
        expect(parseAccount(structure, joinAccount(structure, some))).toEqual({ ok: true, codes: some });
      }),
    );
  });

  test('an account has one written form: whatever parses is what its codes join to', () => {
    const unit = fc.constantFrom(
      ...Array.from('01A -'),
      structure.separator === '' ? '1' : structure.separator,
    );
    const changed = fc
      .tuple(codesOf(structure), fc.nat(), fc.string({ unit, maxLength: 2 }), fc.nat(2))
      .map(([some, at, text, cut]) => {
        const whole = joinAccount(structure, some);
        const from = at % (whole.length + 1);
        return whole.slice(0, from) + text + whole.slice(from + cut);
      });
    fc.assert(
      fc.property(changed, (text) => {
        const parsed = parseAccount(structure, text);
        if (parsed.ok) expect(joinAccount(structure, parsed.codes)).toBe(text);
        else expect(parsed.faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('strings that are wrong name every fault', () => {
  const faultsOf = (structure: AccountStructure, account: string) => {
    const parsed = parseAccount(structure, account);
    return parsed.ok ? [] : parsed.faults.map(({ segment, code, fault }) => `${segment} ${code} ${fault}`);
  };

  test.each<[AccountStructure, string, string[]]>([
    [states.NEW_YORK, '1-211-1', ['fund 1 characters', 'function 211 width', 'object 1 width']],
    [states.NEW_YORK, 'A-2110-1234', ['object 1234 width']],
    [states.NEW_YORK, 'A2110120', ['fund A2110120 width', 'function  missing', 'object  missing']],
    [states.CALIFORNIA_STATE, '100000111010001100', ['object 100 width']],
    [states.CALIFORNIA_STATE, '010000011101000110012', ['surplus 12 width']],
    [states.CALIFORNIA_STATE, '01000001110100', ['function 100 width', 'object  missing']],
    [states.CALIFORNIA_STATE, '0x000001110_0001100', ['fund 0x characters', 'function _000 characters']],
    [states.CALIFORNIA_SEPARATED, '01-0000-0-1110-1000-1100-', ['surplus - width']],
    [states.CALIFORNIA_SEPARATED, '01-0000--1110-1000-1100', ['projectYear  missing']],
    [
      states.CALIFORNIA_SEPARATED,
      '01-0000-0-1110-1000-1100-12-34567',
      ['school 12 width', 'management 34567 width'],
    ],
    [states.TEXAS, '199-11-6299-19-001-0-11-900', ['edSpan 900 width', 'projectDetail  missing']],
    [states.WISCONSIN, '101101100110000000', ['type 1 characters']],
    [
      states.OREGON,
      '',
      ['fund  missing', 'function  missing', 'costCenter  missing', 'area  missing', 'object  missing'],
    ],
    [states.OREGON, '100-1111-125-000-١٢٣', ['object ١٢٣ characters']],
    [states.OREGON, '100-1111-125-000-111-9-8', ['surplus 9-8 width']],
  ])('%#', (structure, account, faults) => {
    expect(faultsOf(structure, account)).toEqual(faults);
  });

  test('a packed code that is too short stays in its place, so the others are not blamed', () => {
    const account = joinAccount(states.CALIFORNIA_STATE, ['1', '0000', '0', '1110', '1000', '1100']);
    expect(faultsOf(states.CALIFORNIA_STATE, account)).toEqual(['fund 1 width']);
  });

  test('a least width above the width is no structure', () => {
    const [fund] = states.OREGON.segments;
    const wrong = { ...states.OREGON, segments: [{ ...fund, minWidth: 4 }] };
    expect(AccountStructure.safeParse(wrong).success).toBe(false);
  });
});

describe('the state’s form of a local account', () => {
  test('California’s local order becomes the 19 characters, its five-digit resource rolled up', () => {
    const index = indexChart({
      structure: states.CALIFORNIA_LOCAL,
      codes: { resource: [{ code: '30100', title: 'Title I-A', stateCode: '3010' }] },
    });
    const local = '123-30100-0-1100-1000-1110-01-4567';
    expect(rollUp(index, local, 'sacs')).toMatchObject({ ok: true, account: '0130100111010001100' });
    expect(rollUp(index, local)).toMatchObject({
      ok: true,
      codes: ['123', '3010', '0', '1100', '1000', '1110', '01', '4567'],
    });
    expect(parseInForm(states.CALIFORNIA_LOCAL, 'sacs', '0130100111010001100')).toEqual({
      ok: true,
      codes: ['', '3010', '0', '1100', '1000', '1110', '01', ''],
    });
  });

  test('a code of the wrong width is named by its segment', () => {
    expect(parseInForm(states.CALIFORNIA_LOCAL, 'sacs', '01301001110100011')).toEqual({
      ok: false,
      faults: [{ segment: 'object', code: '11', fault: 'width' }],
    });
  });

  test('writing and reading a form keeps every segment that the form has', () => {
    fc.assert(
      fc.property(codesOf(states.CALIFORNIA_STATE), (codes) => {
        const local = [...codes, '', ''];
        const written = formatInForm(states.CALIFORNIA_SEPARATED, 'sacs', local);
        expect(written).toBe(codes.join(''));
        expect(parseInForm(states.CALIFORNIA_SEPARATED, 'sacs', written)).toEqual({ ok: true, codes: local });
      }),
    );
  });

  test('a form that the structure does not have, or with a segment it does not have, is a mistake', () => {
    expect(() => parseInForm(states.OREGON, 'sacs', '1')).toThrow(RangeError);
    const form = { code: 'f', title: 'F', separator: '', segments: [{ code: 'nowhere' }] };
    expect(() => formatInForm({ ...states.OREGON, forms: [form] }, 'f', [])).toThrow(RangeError);
  });
});
