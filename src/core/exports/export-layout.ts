import { z } from 'zod';
import { CodePattern } from '../account/account-pattern.js';

/** Segments (by code, such as `object`) whose codes decide something; all of them have to fit. */
export const AccountCondition = z
  .array(
    z.strictObject({
      segment: z.string().min(1),
      codes: CodePattern,
      /** The state's codes count, not the district's own. */
      isRolledUp: z.boolean().optional(),
    }),
  )
  .min(1);
export type AccountCondition = z.infer<typeof AccountCondition>;

/** `change` is proposed less current: next year's budget against this year's. */
const Amount = {
  of: z.enum(['proposed', 'current', 'change']),
  /** Accounts that the target has with the other sign, such as revenue; one condition that holds is enough. */
  reversed: z.array(AccountCondition).optional(),
};
const Unit = z.enum(['dollars', 'cents']);

/** Where the text of a field comes from. Dollars have two decimals and a leading minus, no grouping. */
export const FieldValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  /** One code of the account. Where `collapse` fits, only its first characters are kept and zeros follow: 6119 is 6100. */
  z.strictObject({
    kind: z.literal('segment'),
    segment: z.string().min(1),
    isRolledUp: z.boolean().optional(),
    collapse: z.strictObject({ codes: CodePattern, keep: z.int().min(0).max(12) }).optional(),
  }),
  /** Several codes in a row: those named, in this order, or all but some in the structure's. */
  z.strictObject({
    kind: z.literal('segments'),
    segments: z.array(z.string().min(1)).min(1).optional(),
    except: z.array(z.string().min(1)).optional(),
    separator: z.string().max(1),
    isRolledUp: z.boolean().optional(),
  }),
  /** One column for every segment of the district's structure, named by its title. */
  z.strictObject({ kind: z.literal('eachSegment') }),
  /** The whole account as the district writes it, or in another form of its structure. */
  z.strictObject({ kind: z.literal('account'), form: z.string().min(1).optional() }),
  z.strictObject({
    kind: z.literal('amount'),
    ...Amount,
    unit: Unit,
    /** Without its sign; a `side` says which it is. */
    isAbsolute: z.boolean().optional(),
  }),
  /** A mark for amounts from zero up and one for those below, such as D and C. */
  z.strictObject({ kind: z.literal('side'), ...Amount, positive: z.string(), negative: z.string() }),
  z.strictObject({ kind: z.literal('fte'), of: z.enum(['proposed', 'current']) }),
  z.strictObject({
    kind: z.literal('line'),
    of: z.enum(['title', 'justification', 'lineId', 'siteCode', 'revision']),
  }),
  /** Of an account that the accounting system does not have yet: what whoever asked for it wrote, else its first line. */
  z.strictObject({ kind: z.literal('newAccount'), of: z.enum(['description', 'requestedBy']) }),
  /** The text of the first condition that the account fits. */
  z.strictObject({
    kind: z.literal('choice'),
    choices: z.array(z.strictObject({ when: AccountCondition, text: z.string() })).min(1),
    otherwise: z.string(),
  }),
  /** Of the budget year 2024-25: `span` 2024-25, `start` 2024, `end` 2025, `endDigit` 5. */
  z.strictObject({ kind: z.literal('year'), form: z.enum(['span', 'start', 'end', 'endDigit']) }),
  /** First or last day of the budget year, or the day of the export: `iso` 2025-07-01, `us` 07/01/2025, `compact` 20250701. */
  z.strictObject({
    kind: z.literal('day'),
    of: z.enum(['first', 'last', 'made']),
    form: z.enum(['iso', 'us', 'compact']),
  }),
  /** What the district says of itself, such as its number with the state; one of the layout's `settings`. */
  z.strictObject({ kind: z.literal('setting'), key: z.string().min(1) }),
  /** In header and trailer records: the rows of accounts, or all records of the file. */
  z.strictObject({ kind: z.literal('count'), of: z.enum(['rows', 'records']) }),
  /** The sum over the rows, with the signs that they are written with. */
  z.strictObject({ kind: z.literal('total'), ...Amount, unit: Unit }),
]);
export type FieldValue = z.infer<typeof FieldValue>;

/** One column of rows, or one field of a header or trailer record, with what the target takes in it. */
export const ExportField = z
  .strictObject({
    title: z.string(),
    value: FieldValue,
    isRequired: z.boolean().optional(),
    maxLength: z.int().min(1).optional(),
    /** A regular expression that the whole text has to fit, and in words what is expected. */
    pattern: z.string().refine(isExpression, 'This is not a regular expression').optional(),
    expects: z.string().min(1).optional(),
    /** Characters in a layout of fixed width. */
    width: z.int().min(1).max(500).optional(),
    align: z.enum(['left', 'right']).optional(),
    fill: z.enum([' ', '0']).optional(),
  })
  .refine(({ pattern, expects }) => (pattern === undefined) === (expects === undefined), {
    path: ['expects'],
    message: 'A pattern says in words what it expects',
  });
export type ExportField = z.infer<typeof ExportField>;

/** `always` quotes every field, `needed` those that could be misread (RFC 4180); with `never` such text is refused. */
const TableForm = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('delimited'),
    delimiter: z.enum([',', ';', '\t', '|']),
    quote: z.enum(['always', 'needed', 'never']),
    /** The first line names the columns. */
    hasHeaderRow: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('fixed') }),
]);
export type TableForm = z.infer<typeof TableForm>;

/** One file: records before and after its rows, and what a row holds. */
export const ExportTable = z.strictObject({
  /** Of the file's name, without a dot. */
  extension: z.string().regex(/^[a-z0-9]{1,8}$/),
  form: TableForm,
  header: z.array(z.array(ExportField).min(1)),
  fields: z.array(ExportField).min(1),
  trailer: z.array(z.array(ExportField).min(1)),
});
export type ExportTable = z.infer<typeof ExportTable>;

/**
 * How an accounting system wants a budget: data only, one file under `assets/export-layouts/`.
 * A setting is what the layout needs to know of the district, checked before anything is written.
 */
export const ExportLayout = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    title: z.string().min(1),
    /** Where the format is described, and what of it nobody has checked. */
    source: z.strictObject({ urls: z.array(z.url()), isVerified: z.boolean(), note: z.string() }),
    /** Text that does not fit the encoding is refused, never replaced. */
    encoding: z.enum(['utf-8', 'utf-8-bom', 'ascii', 'windows-1252']),
    lineEnd: z.enum(['crlf', 'lf']),
    settings: z.array(
      z.strictObject({
        key: z.string().regex(/^[a-z][a-zA-Z0-9]*$/),
        title: z.string().min(1),
        pattern: z.string().refine(isExpression, 'This is not a regular expression'),
        expects: z.string().min(1),
      }),
    ),
    /**
     * What the target does with a later file: it adds figures to those it has (`changes`: the difference goes out), puts
     * them in their place (`replacements`: the new figure goes out), or takes whole budgets only (`none`).
     */
    deltas: z.enum(['changes', 'replacements', 'none']),
    /** `account` adds up lines whose rows are the same but for their figures. */
    rows: z.enum(['line', 'account']),
    /** The accounts that go out; all where it is left out. */
    where: AccountCondition.optional(),
    /** Rows whose every figure is zero stay out. */
    dropsZeros: z.boolean(),
    budget: ExportTable,
    /** Accounts that the accounting system does not have yet, as a file of their own, which goes first. */
    newAccounts: ExportTable.optional(),
  })
  .superRefine(checkLayout);
export type ExportLayout = z.infer<typeof ExportLayout>;
export type LayoutEncoding = ExportLayout['encoding'];

const IN_RECORDS: ReadonlySet<FieldValue['kind']> = new Set([
  'text',
  'year',
  'day',
  'setting',
  'count',
  'total',
]);

type Issue = (path: (string | number)[], message: string) => void;
type Unchecked = Pick<ExportLayout, 'rows' | 'settings' | 'budget' | 'newAccounts'>;

/** What fields may say depends on where they stand. */
function checkLayout(layout: Unchecked, context: z.RefinementCtx): void {
  const issue: Issue = (path, message) => context.addIssue({ code: 'custom', path, message });
  const keys = new Set(layout.settings.map(({ key }) => key));
  checkTable(layout.budget, ['budget'], layout.rows === 'account', keys, issue);
  if (layout.newAccounts) checkTable(layout.newAccounts, ['newAccounts'], true, keys, issue);
}

function checkTable(
  table: ExportTable,
  path: (string | number)[],
  isPerAccount: boolean,
  settings: ReadonlySet<string>,
  issue: Issue,
): void {
  const check = (field: ExportField, at: (string | number)[], isInRow: boolean) => {
    const { value, width } = field;
    if ((table.form.kind === 'fixed') !== (width !== undefined))
      issue(at, table.form.kind === 'fixed' ? 'A fixed form needs a width' : 'Only a fixed form has widths');
    if (value.kind === 'setting' && !settings.has(value.key))
      issue(at, `The layout declares no setting ${value.key}`);
    if (!isInRow && !IN_RECORDS.has(value.kind)) issue(at, 'Only rows know an account');
    if (isInRow && (value.kind === 'count' || value.kind === 'total'))
      issue(at, 'Counts and totals stand in header and trailer records');
    if (isPerAccount && value.kind === 'line' && value.of !== 'title')
      issue(at, 'A row of an account has many lines; of them only the first title can be written');
    if (value.kind === 'segments' && (value.segments === undefined) === (value.except === undefined))
      issue(at, 'Either the segments are named, or those that are left out');
    if (value.kind === 'newAccount' && path[0] !== 'newAccounts')
      issue(at, 'Only new accounts have a description of their own');
    if (value.kind === 'eachSegment' && table.form.kind === 'fixed')
      issue(at, 'A fixed form names its segments, each with its width');
  };
  table.fields.forEach((field, at) => check(field, [...path, 'fields', at], true));
  for (const part of ['header', 'trailer'] as const) {
    table[part].forEach((record, row) =>
      record.forEach((field, at) => check(field, [...path, part, row, at], false)),
    );
  }
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
