// The account finder over 50,000 account strings: opening it, then queries as people type them, none of them twice in
// a row and no allocation chosen, so that every string is scored. Beside it MiniSearch over the same strings, each a
// document of its own, with beginnings and misspellings allowed.
import MiniSearch from 'minisearch';
import { indexChart, type ChartOfAccounts } from '../../src/core/account/chart-of-accounts.js';
import { find } from '../../src/core/finder/find.js';
import { learn, openFinder, type HistoryLine } from '../../src/core/finder/finder.js';
import { SYNONYMS_EN } from '../../src/core/finder/synonyms-en.js';
import { californiaChart } from '../core/finder/california.js';
import { daytonInput } from '../core/finder/dayton.js';
import { HELD_OUT } from '../core/finder/held-out.js';
import { LABELLED } from '../core/finder/labelled.js';

const COUNT = 50_000;
const QUERIES = 2_000;
const PEER_QUERIES = 40;
const HISTORY = 700;

/** A small generator with a fixed seed: the same strings and queries in every run. */
let state = 42;
function pick(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 4_294_967_296) * below);
}
const oneOf = <T>(values: readonly T[]): T => values[pick(values.length)] as T;

/** Dayton's codes with as many schools as a district of 50,000 strings has. */
function daytonChart(): ChartOfAccounts {
  const { chart } = daytonInput('608').chart;
  const schools = Array.from({ length: 40 }, (_, index) => ({
    code: String(700 + index),
    title: `School ${String(index)} ${oneOf(['Elementary', 'Middle School', 'High School'])}`,
  }));
  return {
    ...chart,
    codes: { ...chart.codes, costCenter: [...(chart.codes['costCenter'] ?? []), ...schools] },
  };
}

function generateAccounts(chart: ChartOfAccounts): string[] {
  const accounts = new Set<string>();
  while (accounts.size < COUNT) {
    const codes = chart.structure.segments.map(({ code }) => oneOf(chart.codes[code] ?? []).code);
    accounts.add(codes.join(chart.structure.separator));
  }
  return [...accounts];
}

/** What people type: the test's queries as they are, half typed, with a slip, two of them together, and codes. */
function generateQueries(accounts: readonly string[], count: number): string[] {
  const said = [...LABELLED.map(([, query]) => query), ...HELD_OUT.map(([, query]) => query)];
  return Array.from({ length: count }, () => {
    const query = oneOf(said);
    const at = 1 + pick(query.length - 1);
    switch (pick(6)) {
      case 0:
        return query.slice(0, at + 1);
      case 1:
        return query.slice(0, at) + query.slice(at + 1);
      case 2:
        return `${query} ${oneOf(said)}`;
      case 3:
        return oneOf(accounts).slice(0, 3 + pick(12));
      default:
        return query;
    }
  });
}

function timesOf(queries: readonly string[], answer: (query: string) => unknown): number[] {
  return queries.map((query) => {
    const from = performance.now();
    answer(query);
    return performance.now() - from;
  });
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
const rounded = (ms: number) => Math.round(ms * 100) / 100;

function measure(name: string, chart: ChartOfAccounts) {
  const accounts = generateAccounts(chart);
  const history: HistoryLine[] = accounts.slice(0, HISTORY).map((account) => ({
    account,
    title: `${oneOf(['HS', 'JH', 'GS'])} ${oneOf(['MATH', 'SCI', 'ART', 'OFFICE', 'SPED', 'ATHLETICS'])}`,
    currentCents: pick(10_000_000),
    enteredCents: pick(2) * pick(10_000_000),
  }));
  const index = indexChart(chart);
  const opened = performance.now();
  const finder = openFinder({
    chart: index,
    accounts,
    history,
    synonyms: SYNONYMS_EN,
    isValidFor: (account) => !account.endsWith('9'),
    fundingSourceOf: (account) => account.slice(0, account.indexOf('-')),
  });
  const openMs = performance.now() - opened;
  const queries = generateQueries(accounts, QUERIES);
  for (const query of queries.slice(0, 200)) find(finder, query);
  const times = timesOf(queries, (query) => find(finder, query, { limit: 20 }));
  const learning = timesOf(accounts.slice(-500), (account) =>
    learn(finder, { account, title: `Project ${account}`, currentCents: 0, enteredCents: 1 }),
  );
  const indexed = performance.now();
  const peer = new MiniSearch<{ id: string; text: string }>({ fields: ['text', 'id'] });
  peer.addAll(
    accounts.map((account) => ({
      id: account,
      text: chart.structure.segments
        .map(({ code }, at) => index.title(code, account.split('-')[at] ?? '') ?? '')
        .join(' '),
    })),
  );
  const peerOpenMs = performance.now() - indexed;
  const ask = (query: string) => peer.search(query, { prefix: true, fuzzy: 0.2 }).slice(0, 20);
  queries.slice(-3).forEach((query) => ask(query));
  const peerTimes = timesOf(queries.slice(0, PEER_QUERIES), ask);
  const result = {
    chart: name,
    strings: accounts.length,
    openMs: rounded(openMs),
    medianMs: rounded(quantile(times, 0.5)),
    p99Ms: rounded(quantile(times, 0.99)),
    maxMs: rounded(quantile(times, 1)),
    learnP99Ms: rounded(quantile(learning, 0.99)),
    peerOpenMs: rounded(peerOpenMs),
    peerMedianMs: rounded(quantile(peerTimes, 0.5)),
    peerP99Ms: rounded(quantile(peerTimes, 0.99)),
  };
  console.log(JSON.stringify(result));
  return result;
}

const results = [measure('Dayton, Oregon', daytonChart()), measure('California', californiaChart())];
/** The slower of the two charts. */
const worst = (key: 'openMs' | 'medianMs' | 'p99Ms' | 'maxMs' | 'learnP99Ms') =>
  Math.max(...results.map((result) => result[key]));
console.log(
  JSON.stringify({
    bench: 'finder',
    p99Ms50k: worst('p99Ms'),
    medianMs: worst('medianMs'),
    maxMs: worst('maxMs'),
    openMs: worst('openMs'),
    learnP99Ms: worst('learnP99Ms'),
    // How many times as long MiniSearch takes over whole strings; the smaller of the two ratios.
    peerMedianRatio: rounded(Math.min(...results.map((result) => result.peerMedianMs / result.medianMs))),
    peerP99Ratio: rounded(Math.min(...results.map((result) => result.peerP99Ms / result.p99Ms))),
  }),
);
