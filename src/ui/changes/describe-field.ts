import type { FieldValue, RowKind, RowLabel } from '../../core/merge/content-fields.js';
import { problemKey, type Problem } from '../../core/problem.js';
import { QUANTITY_SCALE } from '../../core/staffing/position.js';
import { formatFte, formatMoney } from '../../words/figures.js';
import { CONFLICT } from '../messages/conflict.js';
import { describeProblem } from '../messages/describe-problem.js';

const WORDS = CONFLICT.value;

/** What a field holds, in words. */
export function describeValue(value: FieldValue): string {
  switch (value.as) {
    case 'gone':
      return WORDS.gone;
    case 'money':
      return WORDS.money(formatMoney(value.cents));
    case 'fte':
      return WORDS.fte(formatFte(value.fte));
    case 'text':
      return value.text === '' ? WORDS.blank : value.text;
    case 'unread':
      return WORDS.unread(value.text);
    case 'status':
      return WORDS.status[value.status];
    case 'salary':
      return value.pricedAt === 'average'
        ? WORDS.average(formatMoney(value.cents))
        : formatMoney(value.cents);
    case 'splits':
      return value.splits
        .map(({ account, sharePpm }) => WORDS.split(account, String(sharePpm / 10_000)))
        .join(', ');
    case 'extraPay': {
      if (value.extraPay === null) return WORDS.blank;
      const { unit, quantity, rateCents } = value.extraPay;
      return WORDS.pay[unit](String(quantity / QUANTITY_SCALE), formatMoney(rateCents));
    }
  }
}

export type NamedRow = { kind: RowKind; id: string };

/**
 * A row's title, and as the second line what tells it from others: its account string, or of an explanation the finding
 * that it is about. `problems` are those of the sheet; an explanation of what it does not find now has no second line.
 */
export function describeRow(
  { kind, id }: NamedRow,
  { title, account }: RowLabel,
  problems: readonly Problem[],
): { title: string; detail: string } {
  if (kind !== 'explanation') return { title: title === '' ? CONFLICT.untitled : title, detail: account };
  const about = problems.find((problem) => problemKey(problem) === id);
  return { title: CONFLICT.explanation, detail: about ? describeProblem(about).sentence : '' };
}
