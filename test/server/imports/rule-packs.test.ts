import { describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readDistrictFolder } from '../../../server/imports/read-district-folder.js';
import { readRulePacks, shippedRulePacks, withUsedPacks } from '../../../server/imports/rule-packs.js';
import { sha256 } from '../../../server/content-hash.js';
import type { RulePack } from '../../../src/core/rules/rule-pack.js';
import { describeProblem } from '../../../src/ui/messages/describe-problem.js';
import { rulesOf, type RuleData } from '../../support/rule-book.js';
import { shippedPack } from '../../support/rule-packs.js';
import { countingIds, sampleDistrict, sampleFiles } from '../../support/sample-district.js';

type Json = Record<string, unknown>;

/** Imports the sample with other rules: the plan's pack, or the problems. */
async function importWith(change: (rules: Json & { rules: Json[]; uses: Json[] }) => void) {
  const files = new Map(await sampleFiles());
  const rules = JSON.parse(files.get('rules.json') ?? '') as Json & { rules: Json[]; uses: Json[] };
  change(rules);
  files.set('rules.json', JSON.stringify(rules));
  const read = readDistrictFolder(files, countingIds());
  return read.ok
    ? { pack: read.value.plan.rules, problems: [] }
    : { pack: null, problems: read.problems.map(({ code, place, params }) => ({ code, place, params })) };
}

describe('the packs that ship', () => {
  test('can all be read, under the name of their folder, and stand on their own', () => {
    expect([...shippedRulePacks().keys()]).toEqual(['california-sacs', 'federal', 'texas']);
    for (const id of shippedRulePacks().keys()) {
      const pack = shippedPack(id);
      expect(pack.id).toBe(id);
      expect(pack.title).toBeDefined();
      expect(pack.uses).toBeUndefined();
      for (const { citation, askWhom } of pack.rules) expect([citation, askWhom]).not.toContain('');
    }
  });

  test('can be used together', () => {
    const uses = [...shippedRulePacks().keys()].map((id) => ({ id, version: shippedPack(id).version }));
    const all = withUsedPacks({ id: 'own', version: '1', uses, rules: [] }, 'rules.json', shippedRulePacks());
    if (!all.ok) throw new Error(JSON.stringify(all.problems));
    expect(all.value.rules).toHaveLength(uses.reduce((sum, { id }) => sum + shippedPack(id).rules.length, 0));
  });
});

describe('a district that uses a pack', () => {
  test('has the pack’s rules before its own, and one hash over all', async () => {
    const { plan } = await sampleDistrict();
    const federal = shippedPack('federal');
    expect(plan.rules.uses).toEqual([{ id: 'federal', version: federal.version }]);
    expect(plan.rules.rules.slice(0, federal.rules.length)).toEqual(federal.rules);
    expect(plan.rules.rules.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['segmentFormat', 'codeList', 'allocationCap', 'wholeShares', 'supplanting']),
    );
    const { pack } = await importWith((rules) => (rules.uses = []));
    expect(pack?.rules).toHaveLength(plan.rules.rules.length - federal.rules.length);
    expect(sha256(JSON.stringify(pack))).not.toBe(sha256(JSON.stringify(plan.rules)));
  });

  test('replaces a rule by one of its own with that id', async () => {
    const { pack } = await importWith(({ rules }) => {
      rules.push({
        kind: 'supplanting',
        id: 'title-i-a-supplanting',
        severity: 'info',
        test: 'methodology',
        appliesTo: { programs: ['titleIA'] },
        citation: 'Our methodology of 2024',
        askWhom: 'Federal programs',
      });
    });
    const found = pack?.rules.filter(({ id }) => id === 'title-i-a-supplanting');
    expect(found).toMatchObject([{ severity: 'info', citation: 'Our methodology of 2024' }]);
  });

  test('hears of unknown packs, other versions and packs named twice', async () => {
    const { version } = shippedPack('federal');
    const { problems } = await importWith((rules) => {
      rules.uses = [
        { id: 'federal', version: '1999' },
        { id: 'narnia', version: '1' },
        { id: 'texas', version: shippedPack('texas').version },
        { id: 'texas', version: shippedPack('texas').version },
      ];
    });
    const place = { kind: 'file', file: 'rules.json' };
    expect(problems).toEqual([
      { code: 'rule.packVersion', place, params: { pack: 'federal', wanted: '1999', version } },
      {
        code: 'rule.packUnknown',
        place,
        params: { pack: 'narnia', known: 'california-sacs, federal, texas' },
      },
      { code: 'rule.packTwice', place, params: { pack: 'texas' } },
    ]);
  });

  test('hears of a pack that does not fit its account strings, rule by rule', async () => {
    const { problems } = await importWith(({ uses }) => {
      uses.push({ id: 'texas', version: shippedPack('texas').version });
    });
    expect(problems).toMatchObject([
      {
        code: 'rule.patternParts',
        params: { rule: 'state-compensatory-education', field: 'appliesTo.accounts' },
      },
    ]);
  });

  test('every bad rule is named with its field, and nothing is imported', async () => {
    const { problems } = await importWith(({ rules }) => {
      rules.push({
        kind: 'sign',
        id: 'odd',
        severity: 'grave',
        negativeAllowed: [],
        citation: '',
        askWhom: '',
      });
      rules.push({
        kind: 'sign',
        id: 'odder',
        severity: 'info',
        negativeAllowed: ['?'],
        citation: '',
        askWhom: '',
      });
    });
    expect(problems.map(({ code, params }) => [code, params['rule'], params['field']])).toEqual([
      ['rule.invalid', 'odd', 'severity'],
      ['rule.invalid', 'odder', 'negativeAllowed.0'],
    ]);
  });

  test('rules that name what the district lacks are problems of the import', async () => {
    const common = { severity: 'fatal', citation: '', askWhom: '' };
    const { problems } = await importWith(({ rules }) => {
      rules.push({ kind: 'sign', id: 'a', ...common, negativeAllowed: ['1-2-3-4-5-6'] });
      rules.push({
        kind: 'sign',
        id: 'b',
        ...common,
        negativeAllowed: [],
        appliesTo: { fundingSources: ['998'] },
      });
      rules.push({ kind: 'fteIncrement', id: 'c', ...common, sizes: { stepFte: 1 }, jobClasses: ['wizard'] });
      rules.push({ kind: 'codeList', id: 'd', ...common, segments: ['goal'] });
    });
    expect(problems.map(({ code, params }) => [code, params['rule'], params['value']])).toEqual([
      ['rule.patternParts', 'a', '1-2-3-4-5-6'],
      ['rule.unknownFundingSource', 'b', '998'],
      ['rule.unknownJobClass', 'c', 'wizard'],
      ['rule.unknownSegment', 'd', 'goal'],
    ]);
  });
});

describe('packs of another folder', () => {
  const pack = (id: string, ...rules: RuleData[]): RulePack => ({
    id,
    version: '1',
    rules: rulesOf(...rules),
  });
  const shelfOf = (...packs: RulePack[]) =>
    new Map(packs.map((value) => [value.id, { ok: true as const, value }]));
  const uses = ['a', 'b'].map((id) => ({ id, version: '1' }));

  test('two with a rule of one id do not silently lose one', () => {
    const same = { kind: 'readable', id: 'same' };
    const shelf = shelfOf(pack('a', same), pack('b', same));
    const used = withUsedPacks({ ...pack('own'), uses }, 'rules.json', shelf);
    expect(used).toMatchObject({
      ok: false,
      problems: [{ code: 'rule.idInTwoPacks', params: { rule: 'same', packs: 'a, b' } }],
    });
    const [problem] = used.ok ? [] : used.problems;
    expect(describeProblem(problem!).sentence).toBe('The rule packs a, b both have a rule same.');
    expect(withUsedPacks({ ...pack('own', same), uses }, 'rules.json', shelf)).toMatchObject({ ok: true });
  });

  test('one that cannot be read is reported with its file by who uses it, and bothers nobody else', async () => {
    const folder = await temporaryFolder();
    const put = async (id: string, text: string) => {
      await mkdir(path.join(folder, id), { recursive: true });
      await writeFile(path.join(folder, id, 'rules.json'), text);
    };
    await put('a', JSON.stringify(pack('a', { kind: 'readable' })));
    await put('b', '{');
    await mkdir(path.join(folder, 'empty'), { recursive: true });
    const shelf = readRulePacks(folder);
    expect([...shelf.keys()]).toEqual(['a', 'b']);
    expect(withUsedPacks({ ...pack('own'), uses }, 'rules.json', shelf)).toMatchObject({
      ok: false,
      problems: [{ code: 'import.notJson', place: { kind: 'file', file: 'b/rules.json' } }],
    });
    expect(withUsedPacks({ ...pack('own'), uses: [uses[0]!] }, 'rules.json', shelf).ok).toBe(true);
  });
});

const temporaryFolder = () => mkdtemp(path.join(tmpdir(), 'sitebook-packs-'));
