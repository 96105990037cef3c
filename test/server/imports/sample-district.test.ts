import { beforeAll, describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { formatCentsPlain, parseCentsPlain, sumCents } from '../../../src/core/money.js';
import { indexBook } from '../../../src/core/validation/book-index.js';
import { openSheet } from '../../../src/core/validation/sheet-state.js';
import type { DistrictFolder } from '../../../server/imports/read-district-folder.js';
import {
  countingIds,
  proposedContent,
  proposedLines,
  records,
  sampleDistrict,
} from '../../support/sample-district.js';

let district: DistrictFolder;
beforeAll(async () => {
  district = await sampleDistrict();
});

const allLines = () => [...district.openings.values()].flatMap(({ lines }) => lines);
const dollars = (cents: Iterable<number>) => formatCentsPlain(sumCents(cents));

describe('the sample district', () => {
  test('has 2,227 expenditure lines of $34,493,522.41 now and $24,989,942.26 proposed', async () => {
    expect(allLines()).toHaveLength(2227);
    expect(dollars(allLines().map(({ currentCents }) => currentCents))).toBe('34493522.41');
    expect(dollars((await proposedLines()).map(({ cents }) => cents))).toBe('24989942.26');
  });

  test('keeps its warts: repeated accounts, zero lines, leading zeros, revenue $1.86 short', async () => {
    const accounts = allLines().map(({ account }) => account);
    const repeated = accounts.filter((account, at) => accounts.indexOf(account) !== at);
    expect(repeated).toHaveLength(6);
    const proposed = await proposedLines();
    expect(allLines().filter(({ currentCents }) => currentCents === 0)).toHaveLength(2227 - 1402);
    expect(accounts.filter((account) => account.split('-')[2] === '001')).toHaveLength(337);
    const revenue = district.revenue.map(({ amountCents }) => amountCents);
    expect(district.revenue).toHaveLength(125);
    expect(sumCents(proposed.map(({ cents }) => cents)) - sumCents(revenue)).toBe(186);
  });

  test('of the repeated accounts one pair is the same in every budget column, and only its actuals differ', async () => {
    const lines = await records('lines.csv');
    const proposed = await records('proposed-lines.csv');
    expect(proposed.map(({ account }) => account)).toEqual(lines.map(({ account }) => account));
    // Row by row: looking a proposed amount up by its account would find the first of a pair twice.
    const rows = lines.map((line, at) => ({
      account: line['account'],
      budget: [line['title'], line['amount'], line['fte'], proposed[at]?.['amount'], proposed[at]?.['fte']],
      actuals: [line['actual_2021_22'], line['actual_2022_23']],
    }));
    const pairs = rows.flatMap((first, at) =>
      rows.slice(at + 1).flatMap((second) => (second.account === first.account ? [[first, second]] : [])),
    );
    expect(pairs).toHaveLength(6);
    const same = pairs.filter(([first, second]) => isDeepStrictEqual(first?.budget, second?.budget));
    expect(same.map((pair) => pair.map(({ account, actuals }) => [account, ...actuals]))).toEqual([
      [
        ['211-2240-001-000-389', '0', '825'],
        ['211-2240-001-000-389', '0', '78693.11'],
      ],
    ]);
  });

  test('keeps its negative actuals, eleven of them, and no other negative figure', async () => {
    const lines = await records('lines.csv');
    const negative = (column: string) =>
      lines.flatMap((line) =>
        (parseCentsPlain(line[column] ?? '') ?? Number.NaN) < 0 ? [[line['account'], line[column]]] : [],
      );
    expect(negative('actual_2021_22')).toHaveLength(4);
    expect(negative('actual_2022_23')).toHaveLength(7);
    expect(negative('actual_2021_22')).toContainEqual(['100-2321-001-000-318', '-81']);
    expect(negative('actual_2022_23')).toContainEqual(['100-1122-571-235-389', '-577.45']);
    expect(negative('amount')).toEqual([]);
    for (const line of lines) {
      const actuals = [line['actual_2021_22'] ?? '', line['actual_2022_23'] ?? ''];
      expect([line['account'], ...actuals.map(parseCentsPlain)]).not.toContain(null);
    }
  });

  test('opens with last year: every proposed amount and FTE is the current one', () => {
    for (const site of district.sites) {
      const state = openSite(site.code);
      for (const line of state.content.lines) {
        const figures = state.figures.lines.get(line.id);
        expect([line.account, figures?.proposedCents]).toEqual([line.account, line.currentCents]);
        expect([line.account, figures?.proposedFte]).toEqual([line.account, line.currentFte]);
      }
      expect(state.figures.unplaced).toEqual([]);
    }
  });

  test('opens with real shortfalls and room at the high school', () => {
    const { figures, problems } = openSite('608');
    const remaining = new Map(figures.balances.map((balance) => [balance.fundingSource, balance]));
    expect(remaining.get('400')?.remainingCents).toBeLessThan(0);
    expect(remaining.get('251')?.remainingCents).not.toBe(0);
    expect(problems.filter(({ code }) => code === 'allocation.overspent').length).toBeGreaterThan(0);
    expect(figures.balances.some(({ remainingCents }) => remainingCents > 0)).toBe(true);
  });

  test('the proposal fits every allocation exactly and equals the source line by line', async () => {
    const source = await proposedLines();
    const newId = countingIds();
    for (const site of district.sites) {
      const content = await proposedContent(district, site.code, () => `new-${newId()}`);
      const { figures, problems } = openSheet(indexOf(site.code), content);
      const own = source.filter(({ account }) => account.split('-')[2] === site.code);
      expect(content.lines.map(({ id }) => figures.lines.get(id)?.proposedCents)).toEqual(
        own.map(({ cents }) => cents),
      );
      expect(content.lines.map(({ id }) => figures.lines.get(id)?.proposedFte)).toEqual(
        own.map(({ fte }) => fte),
      );
      expect(
        figures.balances.every(
          ({ remainingCents, remainingFte }) => remainingCents === 0 && remainingFte === 0,
        ),
      ).toBe(true);
      expect(problems.filter(({ severity }) => severity === 'fatal')).toEqual([]);
    }
  });

  test('a principal of the high school edits 145 live lines of 744, none of them fed by posts', async () => {
    const index = indexOf('608');
    const lines = district.openings.get('608')?.lines ?? [];
    const proposed = (await proposedLines()).filter(({ account }) => account.split('-')[2] === '608');
    expect(lines).toHaveLength(744);
    const own = lines
      .map((line, at) => ({ ...line, isLive: line.currentCents !== 0 || proposed[at]?.cents !== 0 }))
      .filter(({ account, isLive }) => isLive && index.account(account).lineOwner === 'site');
    expect(own).toHaveLength(145);
    expect(own.some(({ account }) => index.account(account).isFed)).toBe(false);
  });
});

function indexOf(siteCode: string) {
  const site = district.sites.find(({ code }) => code === siteCode);
  const opening = district.openings.get(siteCode);
  if (!site || !opening) throw new Error(`no site ${siteCode}`);
  const allocations = district.allocations.filter((entry) => entry.siteCode === siteCode);
  return indexBook({ plan: district.plan, site, allocations, opening });
}

function openSite(siteCode: string) {
  const index = indexOf(siteCode);
  return openSheet(index, index.book.opening);
}
