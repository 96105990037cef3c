import { parseAccount, type AccountStructure, type Segment } from './account-structure.js';
import type { AccountCode, ChartOfAccounts } from './chart-of-accounts.js';
import type { CombinationTable } from './combination-table.js';

/** Where in a chart a problem stands: the list and the place in it, so that an import can name file and row. */
export type ChartPlace =
  | { list: 'segments' | 'forms' | 'combinations' | 'existing' | 'requested'; index: number }
  | { list: 'codes'; segment: string; index: number };

/** An inconsistency of a chart. `code` names a sentence, `params` are what it needs. */
export type ChartProblem = {
  code: `chart.${string}`;
  place: ChartPlace;
  params: Record<string, string | number>;
};

type Report = (code: ChartProblem['code'], place: ChartPlace, params: ChartProblem['params']) => void;

/** Everything in a chart that contradicts itself, in the chart's order. An empty list means that it can be indexed. */
export function checkChart(chart: ChartOfAccounts): ChartProblem[] {
  const problems: ChartProblem[] = [];
  const report: Report = (code, place, params) => problems.push({ code, place, params });
  checkStructure(chart.structure, report);
  const segments = new Map(chart.structure.segments.map((segment) => [segment.code, segment]));
  for (const [segment, codes] of Object.entries(chart.codes)) {
    const known = segments.get(segment);
    if (known) checkCodes(chart.structure, known, codes, report);
    else report('chart.unknownSegment', { list: 'codes', segment, index: 0 }, { segment });
  }
  const tableIds = new Set<string>();
  (chart.combinations ?? []).forEach((table, index) => {
    if (tableIds.has(table.id)) {
      report('chart.duplicateTable', { list: 'combinations', index }, { table: table.id });
    }
    tableIds.add(table.id);
    checkTable(chart.structure, segments, table, index, report);
  });
  checkAccounts(chart, report);
  return problems;
}

function checkStructure({ segments, separator, forms = [] }: AccountStructure, report: Report): void {
  const codes = new Set<string>();
  segments.forEach(({ code }, index) => {
    if (codes.has(code)) report('chart.duplicateSegment', { list: 'segments', index }, { segment: code });
    codes.add(code);
  });
  if (/[A-Za-z0-9]/.test(separator)) {
    report('chart.separator', { list: 'segments', index: 0 }, { separator });
  }
  if (segments.every(({ isOptional }) => isOptional === true)) {
    report('chart.noRequiredSegment', { list: 'segments', index: 0 }, {});
  }
  const formCodes = new Set<string>();
  forms.forEach((form, index) => {
    const place: ChartPlace = { list: 'forms', index };
    if (formCodes.has(form.code)) report('chart.duplicateForm', place, { form: form.code });
    formCodes.add(form.code);
    if (/[A-Za-z0-9]/.test(form.separator)) report('chart.separator', place, { separator: form.separator });
    const named = new Set<string>();
    for (const { code } of form.segments) {
      if (!codes.has(code)) report('chart.formSegment', place, { form: form.code, segment: code });
      if (named.has(code)) report('chart.formSegmentTwice', place, { form: form.code, segment: code });
      named.add(code);
    }
  });
}

function checkCodes(
  structure: AccountStructure,
  segment: Segment,
  codes: readonly AccountCode[],
  report: Report,
): void {
  const byCode = new Map<string, AccountCode>();
  const all = new Set(codes.map(({ code }) => code));
  const stateWidth = stateWidthOf(structure, segment);
  codes.forEach((entry, index) => {
    const place: ChartPlace = { list: 'codes', segment: segment.code, index };
    const { code, parent, stateCode, from, to } = entry;
    const about = { segment: segment.title, code };
    if (byCode.has(code)) report('chart.duplicateCode', place, about);
    byCode.set(code, entry);
    if (!fitsShape(segment, code)) report('chart.codeShape', place, { ...about, ...shapeOf(segment) });
    if (from !== undefined && to !== undefined && from > to) {
      report('chart.datesReversed', place, { ...about, from, to });
    }
    if (stateCode !== undefined && stateWidth !== undefined && stateCode.length !== stateWidth) {
      report('chart.stateCodeShape', place, { ...about, stateCode, width: stateWidth });
    }
    if (parent !== undefined && !all.has(parent)) {
      report('chart.parentMissing', place, { ...about, parent });
    }
  });
  const settled = new Set<string>();
  codes.forEach(({ code }, index) => {
    const circle = circleFrom(byCode, code, settled);
    if (circle === null) return;
    const params = { segment: segment.title, code, circle: circle.join(' → ') };
    report('chart.parentCircle', { list: 'codes', segment: segment.code, index }, params);
  });
}

/** The codes of a circle of parents that a code runs into, or null; each circle is found once. */
function circleFrom(
  byCode: ReadonlyMap<string, AccountCode>,
  start: string,
  settled: Set<string>,
): string[] | null {
  const path: string[] = [];
  let code: string | undefined = start;
  while (code !== undefined && !settled.has(code) && !path.includes(code)) {
    path.push(code);
    code = byCode.get(code)?.parent;
  }
  const at = code === undefined ? -1 : path.indexOf(code);
  for (const passed of path) settled.add(passed);
  return at < 0 ? null : [...path.slice(at), path[at] ?? ''];
}

/** The width the state gives a segment, where a rolled-up form tells it. */
function stateWidthOf(structure: AccountStructure, segment: Segment): number | undefined {
  const form = structure.forms?.find(({ isRolledUp }) => isRolledUp === true);
  const part = form?.segments.find(({ code }) => code === segment.code);
  if (!part) return undefined;
  return part.width ?? (segment.minWidth === undefined ? segment.width : undefined);
}

function fitsShape(segment: Segment, code: string): boolean {
  return parseAccount({ segments: [{ ...segment, isOptional: false }], separator: '' }, code).ok;
}

function shapeOf({ width, minWidth = width, characters }: Segment): Record<string, string | number> {
  return { width, minWidth, characters };
}

function checkTable(
  structure: AccountStructure,
  segments: ReadonlyMap<string, Segment>,
  table: CombinationTable,
  index: number,
  report: Report,
): void {
  const place: ChartPlace = { list: 'combinations', index };
  const reported = new Set<string>();
  const once = (code: ChartProblem['code'], params: ChartProblem['params']) => {
    const key = `${code} ${Object.values(params).join(' ')}`;
    if (!reported.has(key)) report(code, place, params);
    reported.add(key);
  };
  for (const segment of segmentsNamed(table)) {
    if (!segments.has(segment)) once('chart.tableSegment', { table: table.id, segment });
  }
  for (const [name, code] of codesNamed(table)) {
    const segment = segments.get(name);
    if (segment && table.isOfState !== true && !fitsShape(segment, code)) {
      once('chart.tableCode', { table: table.id, segment: segment.title, code, ...shapeOf(segment) });
    }
  }
  if (table.kind === 'ranges') {
    for (const segment of table.rows.flatMap((row) => Object.keys(row))) {
      if (!table.segments.includes(segment)) once('chart.tableRowSegment', { table: table.id, segment });
    }
  }
  if (table.kind !== 'list') return;
  for (const entry of table.entries) {
    if (typeof entry === 'string' && !parseAccount(structure, entry).ok) {
      once('chart.tableAccount', { table: table.id, account: entry });
    }
  }
}

function segmentsNamed(table: CombinationTable): string[] {
  const conditions = [...Object.keys(table.when ?? {}), ...Object.keys(table.unless ?? {})];
  switch (table.kind) {
    case 'pairs':
      return [...conditions, table.rowSegment, table.columnSegment];
    case 'ranges':
      return [...conditions, ...table.segments];
    case 'list':
      return [
        ...conditions,
        ...table.entries.flatMap((entry) => (typeof entry === 'string' ? [] : Object.keys(entry))),
      ];
  }
}

function codesNamed(table: CombinationTable): (readonly [string, string])[] {
  switch (table.kind) {
    case 'pairs':
      return [
        ...Object.keys(table.pairs).map((code) => [table.rowSegment, code] as const),
        ...[...(table.columns ?? []), ...Object.values(table.pairs).flat()].map(
          (code) => [table.columnSegment, code] as const,
        ),
      ];
    case 'ranges':
      return [];
    case 'list':
      return table.entries.flatMap((entry) => (typeof entry === 'string' ? [] : Object.entries(entry)));
  }
}

function checkAccounts({ structure, existing = [], requested = [] }: ChartOfAccounts, report: Report): void {
  const check = (list: 'existing' | 'requested', account: string, index: number) => {
    const parsed = parseAccount(structure, account);
    if (parsed.ok) return;
    for (const { segment, code, fault } of parsed.faults) {
      report('chart.accountShape', { list, index }, { account, segment, code, fault });
    }
  };
  existing.forEach((account, index) => {
    check('existing', account, index);
  });
  requested.forEach(({ account }, index) => {
    check('requested', account, index);
  });
}
