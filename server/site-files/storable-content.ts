import { LineItem } from '../../src/core/budget/line-item.js';
import { SiteContent } from '../../src/core/budget/site-content.js';
import type { Place, Problem } from '../../src/core/problem.js';
import { Position } from '../../src/core/staffing/position.js';
import { SHEET_NAMES } from '../../src/core/workbook/layout.js';

/** The most rows of one sheet that a content has. */
const MOST = { lines: 20_000, positions: 10_000 };

type Storable = { content: SiteContent; problems: Problem[] };

/**
 * What of a file's content may be stored at all. A row that breaks the schema of contents is a fatal `row.notStorable`, and
 * stands as `base` has it, or not at all: rules and figures count on the schema as the pane does.
 */
export function storableContent(content: SiteContent, base: SiteContent): Storable {
  if (SiteContent.safeParse(content).success) return { content, problems: [] };
  const problems: Problem[] = [];
  const lines = storableRows(content.lines, base.lines, {
    most: MOST.lines,
    sheet: SHEET_NAMES.budget,
    faultOf: (row) => faultOf(LineItem, row),
    place: (lineId) => ({ kind: 'line', lineId, field: 'row' }),
    problems,
  });
  const positions = storableRows(content.positions, base.positions, {
    most: MOST.positions,
    sheet: SHEET_NAMES.positions,
    faultOf: (row) => faultOf(Position, row),
    place: (positionId) => ({ kind: 'position', positionId, field: 'row' }),
    problems,
  });
  return { content: { ...content, lines, positions }, problems };
}

function storableRows<Row extends { id: string }>(
  rows: readonly Row[],
  base: readonly Row[],
  {
    most,
    sheet,
    faultOf: fault,
    place,
    problems,
  }: {
    most: number;
    sheet: string;
    faultOf: (row: Row) => string | null;
    place: (id: string) => Place;
    problems: Problem[];
  },
): Row[] {
  const known = new Map(base.map((row) => [row.id, row]));
  const kept = rows.slice(0, most).flatMap((row) => {
    const field = fault(row);
    if (field === null) return [row];
    problems.push({ code: 'row.notStorable', severity: 'fatal', place: place(row.id), params: { field } });
    const was = known.get(row.id);
    return was ? [was] : [];
  });
  if (rows.length > most)
    problems.push({
      code: 'row.notStorable',
      severity: 'fatal',
      place: { kind: 'workbook', sheet },
      params: { field: 'count' },
    });
  return kept;
}

/** The first field of a row that breaks its schema; null where none does. */
function faultOf(schema: typeof LineItem | typeof Position, row: object): string | null {
  const { error } = schema.safeParse(row);
  return error ? String(error.issues[0]?.path[0] ?? 'row') : null;
}
