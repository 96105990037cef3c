import type { SiteContent } from '../budget/site-content.js';
import {
  EXPLANATIONS,
  LINES,
  POSTS,
  sameField,
  type FieldName,
  type FieldValue,
  type RowKind,
  type RowLabel,
  type RowTable,
} from './content-fields.js';

export type FieldDifference = { field: FieldName; before: FieldValue; after: FieldValue };

/** A row that is not the same in two contents. One added or taken out has the one field `row`. */
export type RowDifference = RowLabel & {
  kind: RowKind;
  id: string;
  change: 'added' | 'removed' | 'changed';
  fields: FieldDifference[];
};

/**
 * What is different in `after`, row by row and field by field: lines, then posts, then explanations, each in the order
 * of `after` with those that are gone behind. Order of rows is no difference.
 */
export function compareContents(before: SiteContent, after: SiteContent): RowDifference[] {
  return [
    ...compareRows(LINES, before.lines, after.lines),
    ...compareRows(POSTS, before.positions, after.positions),
    ...compareRows(EXPLANATIONS, before.explanations ?? [], after.explanations ?? []),
  ];
}

function compareRows<Row>(
  table: RowTable<Row>,
  before: readonly Row[],
  after: readonly Row[],
): RowDifference[] {
  const { kind, idOf, label, showRow } = table;
  const old = new Map(before.map((row) => [idOf(row), row]));
  const differences: RowDifference[] = [];
  for (const row of after) {
    const id = idOf(row);
    const was = old.get(id);
    old.delete(id);
    if (was === undefined) {
      const fields: FieldDifference[] = [{ field: 'row', before: { as: 'gone' }, after: showRow(row) }];
      differences.push({ kind, id, ...label(row), change: 'added', fields });
      continue;
    }
    const fields = table.fields
      .filter((field) => !sameField(field, was, row))
      .map(({ name, show }): FieldDifference => ({ field: name, before: show(was), after: show(row) }));
    if (fields.length > 0) differences.push({ kind, id, ...label(row), change: 'changed', fields });
  }
  for (const [id, row] of old) {
    const fields: FieldDifference[] = [{ field: 'row', before: showRow(row), after: { as: 'gone' } }];
    differences.push({ kind, id, ...label(row), change: 'removed', fields });
  }
  return differences;
}
