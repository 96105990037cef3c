import type { SiteContent } from '../budget/site-content.js';
import {
  EXPLANATIONS,
  LINES,
  POSTS,
  sameField,
  sameFields,
  type Field,
  type FieldName,
  type FieldValue,
  type RowKind,
  type RowTable,
} from './content-fields.js';

/**
 * A field that both sides changed, each otherwise; with `row` as field, a row that one side took out and the other
 * changed. Where both added a row of the same id, its base is `gone`.
 */
export type Conflict = {
  kind: RowKind;
  /** Id of the line or post, or the key of the problem that is explained. */
  id: string;
  field: FieldName;
  base: FieldValue;
  mine: FieldValue;
  theirs: FieldValue;
};

export type Side = 'mine' | 'theirs';

/** Names a conflict, for choosing a side. */
export function conflictKey({ kind, id, field }: Pick<Conflict, 'kind' | 'id' | 'field'>): string {
  return JSON.stringify([kind, id, field]);
}

/**
 * Brings two contents together that started from the same one, row by row and field by field: what only one side
 * changed, added or took out is taken over; what both changed alike is no conflict. Rows stand as theirs do, with mine
 * that are new behind; their order is no content. Where the sides disagree, the content holds the base's value, or the
 * row rather than none, until `resolveConflicts` decides.
 */
export function mergeContents(
  base: SiteContent,
  mine: SiteContent,
  theirs: SiteContent,
): { content: SiteContent; conflicts: Conflict[] } {
  const conflicts: Conflict[] = [];
  const content = mergeAll({ base, mine, theirs }, (conflict) => {
    conflicts.push(conflict);
    return null;
  });
  return { content, conflicts };
}

/** A conflict with the side that somebody chose; null where nobody did. */
export type DecidedConflict = { conflict: Conflict; side: Side | null };

/**
 * Brings mine into what is saved: every conflict with its choice, and what the sheet holds then. What nobody decided stays as
 * theirs. With `isBaseUncertain` nobody knows what mine started from, and `base` is only the oldest that it may be: then
 * whatever theirs has otherwise than that and mine has not is asked as well, since mine may be older or may undo it.
 */
export function mergeIntoSaved(
  { base, mine, theirs }: Contents,
  choices: ReadonlyMap<string, Side>,
  isBaseUncertain = false,
): { content: SiteContent; conflicts: DecidedConflict[] } {
  const conflicts: DecidedConflict[] = [];
  const content = mergeAll(
    { base, mine, theirs },
    (conflict) => {
      const side = choices.get(conflictKey(conflict)) ?? null;
      conflicts.push({ conflict, side });
      return side ?? 'theirs';
    },
    isBaseUncertain,
  );
  return { content, conflicts };
}

/** The merged content with one side's value for each conflict, by `conflictKey`. One without a choice stays undecided. */
export function resolveConflicts(
  base: SiteContent,
  mine: SiteContent,
  theirs: SiteContent,
  choices: ReadonlyMap<string, Side>,
): SiteContent {
  return mergeAll({ base, mine, theirs }, (conflict) => choices.get(conflictKey(conflict)) ?? null);
}

type Decide = (conflict: Conflict) => Side | null;
type Contents = Record<'base' | Side, SiteContent>;
/** How sides are chosen, and whether mine may have started from something newer than the base. */
type Rules = { decide: Decide; isBaseUncertain: boolean };

function mergeAll(contents: Contents, decide: Decide, isBaseUncertain = false): SiteContent {
  const { base, mine, theirs } = contents;
  const rules = { decide, isBaseUncertain };
  const content: SiteContent = {
    lines: mergeRows(LINES, { base: base.lines, mine: mine.lines, theirs: theirs.lines }, rules),
    positions: mergeRows(
      POSTS,
      { base: base.positions, mine: mine.positions, theirs: theirs.positions },
      rules,
    ),
  };
  const explanations = mergeRows(
    EXPLANATIONS,
    {
      base: base.explanations ?? [],
      mine: mine.explanations ?? [],
      theirs: theirs.explanations ?? [],
    },
    // A sheet says nothing of explanations, so that it undoes none.
    { ...rules, isBaseUncertain: false },
  );
  if (explanations.length > 0 || (mine.explanations ?? theirs.explanations) !== undefined)
    content.explanations = explanations;
  return content;
}

function mergeRows<Row extends object>(
  table: RowTable<Row>,
  { base, mine, theirs }: Record<'base' | Side, readonly Row[]>,
  rules: Rules,
): Row[] {
  const byId = (rows: readonly Row[]) => new Map(rows.map((row) => [table.idOf(row), row]));
  const [old, my, their] = [byId(base), byId(mine), byId(theirs)];
  const merged: Row[] = [];
  const take = (id: string) => {
    const row = mergeRow(table, { id, base: old.get(id), mine: my.get(id), theirs: their.get(id) }, rules);
    if (row !== null) merged.push(row);
  };
  for (const id of their.keys()) take(id);
  for (const id of my.keys()) if (!their.has(id)) take(id);
  return merged;
}

type Versions<Row> = { id: string; base: Row | undefined; mine: Row | undefined; theirs: Row | undefined };

/** One row brought together; null when it is gone. */
function mergeRow<Row extends object>(
  table: RowTable<Row>,
  versions: Versions<Row>,
  rules: Rules,
): Row | null {
  const { base, mine, theirs } = versions;
  if (mine !== undefined && theirs !== undefined) {
    let row = theirs;
    for (const field of table.fields)
      row = mergeField(table, field, row, { ...versions, mine, theirs }, rules);
    return row;
  }
  const left = mine ?? theirs;
  if (left === undefined) return null;
  const { decide, isBaseUncertain } = rules;
  // Added by one side.
  if (base === undefined && !(isBaseUncertain && mine === undefined)) return left;
  // Taken out by one side, untouched by the other.
  const isUntouched = base !== undefined && sameFields(table, left, base);
  if (isUntouched && !(isBaseUncertain && theirs === undefined)) return null;
  const side = decide({
    kind: table.kind,
    id: versions.id,
    field: 'row',
    base: base === undefined ? { as: 'gone' } : table.showRow(base),
    mine: mine === undefined ? { as: 'gone' } : table.showRow(mine),
    theirs: theirs === undefined ? { as: 'gone' } : table.showRow(theirs),
  });
  if (side === null) return left;
  return (side === 'mine' ? mine : theirs) ?? null;
}

/** `row` with one field brought together. */
function mergeField<Row extends object>(
  table: RowTable<Row>,
  field: Field<Row>,
  row: Row,
  { id, base, mine, theirs }: Versions<Row> & { mine: Row; theirs: Row },
  { decide, isBaseUncertain }: Rules,
): Row {
  if (sameField(field, mine, theirs)) return field.copy(row, theirs);
  if (base !== undefined && !isBaseUncertain && sameField(field, mine, base)) return field.copy(row, theirs);
  if (base !== undefined && sameField(field, theirs, base)) return field.copy(row, mine);
  const side = decide({
    kind: table.kind,
    id,
    field: field.name,
    base: base === undefined ? { as: 'gone' } : field.show(base),
    mine: field.show(mine),
    theirs: field.show(theirs),
  });
  if (side !== null) return field.copy(row, side === 'mine' ? mine : theirs);
  return field.copy(row, base ?? firstOf(field, mine, theirs));
}

/** One of two values, the same whichever way round they come. */
function firstOf<Row extends object>(field: Field<Row>, a: Row, b: Row): Row {
  return JSON.stringify(field.value(a)) <= JSON.stringify(field.value(b)) ? a : b;
}
