import { describe, expect, it } from '@jest/globals';
import { indexChart } from '../../../src/core/account/chart-of-accounts.js';
import { find } from '../../../src/core/finder/find.js';
import { openFinder } from '../../../src/core/finder/finder.js';
import { SYNONYMS_EN } from '../../../src/core/finder/synonyms-en.js';
import { californiaChart } from './california.js';

// Every object from 1000 to 5999 with the functions a school knows, from unrestricted money and special education.
const chart = californiaChart();
const objects = (chart.codes['object'] ?? []).filter(({ code }) => code >= '1100' && code < '6000');
const functions = '1000 1110 1120 2420 2700 3110 3120 3140 3600 3700 4200 8100 8200 8300'.split(' ');
const accounts = functions.flatMap((fn) =>
  objects.flatMap(({ code }) =>
    ['101', '201', '301'].map((school) => `01-0000-1110-${fn}-${code}-${school}`),
  ),
);
const finder = openFinder({
  chart: indexChart(chart),
  accounts,
  history: [],
  synonyms: SYNONYMS_EN,
  fundingSourceOf: () => '0000',
});

describe("the same words over California's titles", () => {
  it.each([
    ['textbooks', 'object', ['4100']],
    ['library books', 'object', ['4200']],
    ['chromebooks', 'object', ['4400']],
    ['classroom supplies', 'object', ['4300']],
    ['electricity', 'object', ['5500']],
    ['conference', 'object', ['5200']],
    ['teacher salary', 'object', ['1100']],
    ['aide', 'object', ['2100']],
    ['paraprofessional salary', 'object', ['2100']],
    ['secretary salary', 'object', ['2400']],
    ['copier lease', 'object', ['5600']],
    ['phone', 'object', ['5900']],
    ['consultant', 'object', ['5800']],
    ['library supplies', 'function', ['2420']],
    ['counselor', 'function', ['3110']],
    ['bus', 'function', ['3600']],
    ['cafeteria food', 'function', ['3700']],
    ['security guard', 'function', ['8300']],
    ['nurse supplies', 'function', ['3140']],
    ['special ed textbooks', 'function', ['1110', '1120']],
    ['coach', 'function', ['4200']],
    ['8th grade textbooks', 'school', ['201']],
    ['kindergarten supplies', 'school', ['101']],
    ['grade 10 textbooks', 'school', ['301']],
  ])('%s: the %s among %p', (query, segment, expected) => {
    const [first] = find(finder, query);
    expect(expected).toContain(first?.titles.find((title) => title.segment === segment)?.code);
  });
});
