import type { Explanation } from '../budget/explanation.js';
import type { LineItem, UnreadCell } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { ExtraPay, FundingSplit, Position } from '../staffing/position.js';

/** What a field holds, for a screen to show. `gone` is a row that is not there, `unread` a cell that holds no figure. */
export type FieldValue =
  | { as: 'money'; cents: Cents }
  | { as: 'fte'; fte: Fte }
  | { as: 'text'; text: string }
  | { as: 'status'; status: Position['status'] }
  | { as: 'salary'; cents: Cents; pricedAt: Position['pricedAt'] }
  | { as: 'splits'; splits: readonly FundingSplit[] }
  | { as: 'extraPay'; extraPay: ExtraPay | null }
  | { as: 'unread'; text: string }
  | { as: 'gone' };

export type RowKind = 'line' | 'post' | 'explanation';

/** `row` is the whole row, where one side took it out. */
export type FieldName =
  | 'row'
  | 'account'
  | 'title'
  | 'amount'
  | 'justification'
  | 'number'
  | 'jobClass'
  | 'fte'
  | 'salary'
  | 'status'
  | 'benefitPlans'
  | 'splits'
  | 'startDate'
  | 'calendar'
  | 'extraPay'
  | 'text';

/** What a row is called: its title and account string; an explanation has neither. */
export type RowLabel = { title: string; account: string };

/** One field of a row: parts that only make sense together are one. */
export type Field<Row> = {
  name: FieldName;
  /** What is compared, as JSON. Order of splits and plans is none. */
  value: (row: Row) => unknown;
  /** `to` with this field as `from` has it. */
  copy: (to: Row, from: Row) => Row;
  show: (row: Row) => FieldValue;
};

/** Everything that a person's change can be in a row of one kind: what merging and comparing go by. */
export type RowTable<Row> = {
  kind: RowKind;
  idOf: (row: Row) => string;
  label: (row: Row) => RowLabel;
  fields: readonly Field<Row>[];
  /** The figure that stands for the whole row. */
  showRow: (row: Row) => FieldValue;
};

const text = (value: string): FieldValue => ({ as: 'text', text: value });

const lineAmount: Field<LineItem> = {
  name: 'amount',
  value: ({ enteredCents, unread }) => [enteredCents, cellsOf(unread)],
  copy: (to, { enteredCents, unread }) => ({ ...to, enteredCents, unread }),
  show: ({ enteredCents, unread: [cell] }) =>
    cell ? { as: 'unread', text: cell.text } : { as: 'money', cents: enteredCents },
};

export const LINES: RowTable<LineItem> = {
  kind: 'line',
  idOf: ({ id }) => id,
  label: ({ title, account }) => ({ title, account }),
  showRow: lineAmount.show,
  fields: [
    {
      name: 'account',
      value: ({ account }) => account,
      copy: (to, { account }) => ({ ...to, account }),
      show: ({ account }) => text(account),
    },
    {
      name: 'title',
      value: ({ title }) => title,
      copy: (to, { title }) => ({ ...to, title }),
      show: ({ title }) => text(title),
    },
    lineAmount,
    {
      name: 'justification',
      value: ({ justification }) => justification,
      copy: (to, { justification }) => ({ ...to, justification }),
      show: ({ justification }) => text(justification),
    },
  ],
};

const postFte: Field<Position> = {
  name: 'fte',
  value: ({ fte, unread }) => [fte, cellsOf(unreadOf(unread, 'fte'))],
  copy: (to, { fte, unread }) => ({
    ...to,
    fte,
    unread: [...unreadOf(unread, 'fte'), ...unreadOf(to.unread, 'annualSalary')],
  }),
  show({ fte, unread }) {
    const [cell] = unreadOf(unread, 'fte');
    return cell ? { as: 'unread', text: cell.text } : { as: 'fte', fte };
  },
};

export const POSTS: RowTable<Position> = {
  kind: 'post',
  idOf: ({ id }) => id,
  label: ({ title, splits }) => ({ title, account: splits.map(({ account }) => account).join(', ') }),
  showRow: postFte.show,
  fields: [
    {
      name: 'number',
      value: ({ number }) => number,
      copy: (to, { number }) => ({ ...to, number }),
      show: ({ number }) => text(number),
    },
    {
      name: 'title',
      value: ({ title }) => title,
      copy: (to, { title }) => ({ ...to, title }),
      show: ({ title }) => text(title),
    },
    {
      name: 'jobClass',
      value: ({ jobClass }) => jobClass,
      copy: (to, { jobClass }) => ({ ...to, jobClass }),
      show: ({ jobClass }) => text(jobClass),
    },
    postFte,
    {
      name: 'salary',
      value: ({ annualSalaryCents, pricedAt, unread }) => [
        annualSalaryCents,
        pricedAt,
        cellsOf(unreadOf(unread, 'annualSalary')),
      ],
      copy: (to, { annualSalaryCents, pricedAt, unread }) => ({
        ...to,
        annualSalaryCents,
        pricedAt,
        unread: [...unreadOf(to.unread, 'fte'), ...unreadOf(unread, 'annualSalary')],
      }),
      show({ annualSalaryCents, pricedAt, unread }) {
        const [cell] = unreadOf(unread, 'annualSalary');
        return cell
          ? { as: 'unread', text: cell.text }
          : { as: 'salary', cents: annualSalaryCents, pricedAt };
      },
    },
    {
      name: 'status',
      value: ({ status }) => status,
      copy: (to, { status }) => ({ ...to, status }),
      show: ({ status }) => ({ as: 'status', status }),
    },
    {
      name: 'benefitPlans',
      value: ({ benefitPlans }) => [...benefitPlans].sort(),
      copy: (to, { benefitPlans }) => ({ ...to, benefitPlans }),
      show: ({ benefitPlans }) => text(benefitPlans.join(', ')),
    },
    {
      name: 'splits',
      value: ({ splits }) =>
        splits.map(({ account, sharePpm }) => JSON.stringify([account, sharePpm])).sort(),
      copy: (to, { splits }) => ({ ...to, splits }),
      show: ({ splits }) => ({ as: 'splits', splits }),
    },
    {
      name: 'startDate',
      value: ({ startDate }) => startDate ?? null,
      copy: (to, { startDate }) =>
        startDate === undefined ? without(to, 'startDate') : { ...to, startDate },
      show: ({ startDate }) => text(startDate ?? ''),
    },
    {
      name: 'calendar',
      value: ({ calendar }) => calendar ?? null,
      copy: (to, { calendar }) => (calendar === undefined ? without(to, 'calendar') : { ...to, calendar }),
      show: ({ calendar }) => text(calendar ?? ''),
    },
    {
      name: 'extraPay',
      value: ({ extraPay }) => (extraPay ? [extraPay.unit, extraPay.quantity, extraPay.rateCents] : null),
      copy: (to, { extraPay }) => (extraPay === undefined ? without(to, 'extraPay') : { ...to, extraPay }),
      show: ({ extraPay }) => ({ as: 'extraPay', extraPay: extraPay ?? null }),
    },
  ],
};

const explanationText: Field<Explanation> = {
  name: 'text',
  value: (row) => row.text,
  copy: (to, from) => ({ ...to, text: from.text }),
  show: (row) => text(row.text),
};

export const EXPLANATIONS: RowTable<Explanation> = {
  kind: 'explanation',
  idOf: ({ problemKey }) => problemKey,
  label: () => ({ title: '', account: '' }),
  showRow: explanationText.show,
  fields: [explanationText],
};

/** Whether two rows hold the same in one field. */
export function sameField<Row>(field: Field<Row>, a: Row, b: Row): boolean {
  const [one, other] = [field.value(a), field.value(b)];
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Whether two rows hold the same, except figures of this year, which nobody changes. */
export function sameFields<Row>({ fields }: RowTable<Row>, a: Row, b: Row): boolean {
  return a === b || fields.every((field) => sameField(field, a, b));
}

/** Tells the label of a row in the first of `contents` that has it. */
export function labelsOfRows(
  contents: readonly SiteContent[],
): (row: { kind: RowKind; id: string }) => RowLabel {
  const labels = { line: new Map<string, RowLabel>(), post: new Map<string, RowLabel>() };
  for (const { lines, positions } of [...contents].reverse()) {
    for (const row of lines) labels.line.set(row.id, LINES.label(row));
    for (const row of positions) labels.post.set(row.id, POSTS.label(row));
  }
  return ({ kind, id }) =>
    (kind === 'explanation' ? undefined : labels[kind].get(id)) ?? { title: '', account: '' };
}

/** What is named by kind, id and field. */
export type FieldOfRow = { kind: RowKind; id: string; field: FieldName };

/**
 * Tells of one content what a field of a row holds, as text to compare; of `row`, and of a row that is not there, whether it
 * is there. Rows are looked up by a map, for thousands of fields.
 */
export function fieldTexts({
  lines,
  positions,
  explanations = [],
}: SiteContent): (field: FieldOfRow) => string {
  const texts = {
    line: textsIn(LINES, lines),
    post: textsIn(POSTS, positions),
    explanation: textsIn(EXPLANATIONS, explanations),
  };
  return ({ kind, id, field }) => texts[kind](id, field);
}

function textsIn<Row>(table: RowTable<Row>, rows: readonly Row[]): (id: string, name: FieldName) => string {
  const byId = new Map(rows.map((row) => [table.idOf(row), row]));
  return (id, name) => {
    const row = byId.get(id);
    if (row === undefined) return 'gone';
    const fields = name === 'row' ? table.fields : table.fields.filter((field) => field.name === name);
    return JSON.stringify(fields.map((field) => field.value(row)));
  };
}

function without(post: Position, key: 'startDate' | 'calendar' | 'extraPay'): Position {
  const rest = { ...post };
  // By name: the three are all that a post may lack.
  if (key === 'startDate') delete rest.startDate;
  else if (key === 'calendar') delete rest.calendar;
  else delete rest.extraPay;
  return rest;
}

function unreadOf(unread: readonly UnreadCell[], field: UnreadCell['field']): UnreadCell[] {
  return unread.filter((cell) => cell.field === field);
}

function cellsOf(unread: readonly UnreadCell[]): unknown[] {
  return unread.map(({ field, text: shown, reason }) => [field, shown, reason]);
}
