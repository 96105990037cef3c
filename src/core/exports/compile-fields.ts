import { accountForm, formatInForm } from '../account/account-forms.js';
import { compileCodePattern } from '../account/account-pattern.js';
import type { ChartIndex } from '../account/chart-of-accounts.js';
import { periodOf, type BudgetYear } from '../budget/budget-year.js';
import { formatFtePlain } from '../fte.js';
import type { Cents } from '../money.js';
import type { Problem } from '../problem.js';
import type { AccountCondition, ExportField, ExportTable, FieldValue } from './export-layout.js';
import { compileCondition, type ExportUnit, type Figure, type Figures } from './export-units.js';
import { dayIn, inUnit, yearIn } from './field-texts.js';
import { compileCheck, type CellCheck, type CellFault } from './check-cell.js';
import type { LayoutEncoding } from './export-layout.js';

/** What a layout is filled in for. `madeOn` is the date of the export, as ISO date: the core has no clock. */
export type ExportContext = {
  chart: ChartIndex;
  year: BudgetYear;
  settings: Readonly<Record<string, string>>;
  madeOn: string;
};

/** What header and trailer records count and add up. `recordCount` counts every line of the file, a header row too. */
export type RecordFigures = {
  rowCount: number;
  recordCount: number;
  /** Of the table's `totals`, in their order. */
  totals: readonly Cents[];
};

/** A column ready to be written: its text for a unit, what the target takes, and what it depends on. */
export type CompiledField = {
  title: string;
  field: ExportField;
  /** Somebody typed it, or it is an account, so it may hold what a spreadsheet would run. */
  isText: boolean;
  /** The figures that it shows; a field without any tells rows apart. */
  figures: readonly Figure[];
  /** Only the account decides it, so that it is worked out once for all lines of an account. */
  isOfAccount: boolean;
  /** Digits, letters and signs that nothing has to be quoted for. */
  isPlain: boolean;
  /** The cell of a sheet that it comes from. */
  source: 'account' | 'amount' | 'fte' | 'justification' | 'row';
  write: (unit: ExportUnit) => string;
  /** Null where every text that it can have is taken. */
  check: CellCheck | null;
};

export type CompiledTable = {
  table: ExportTable;
  fields: readonly CompiledField[];
  header: readonly CompiledRecord[];
  trailer: readonly CompiledRecord[];
  /** What each row adds to the totals of the records. */
  totals: readonly ((unit: ExportUnit) => Cents)[];
};
/** A header or trailer record; faults of what it says go where the caller wants them. */
type CompiledRecord = (figures: RecordFigures, onFault: (fault: CellFault) => void) => string[];

/**
 * Makes a table's fields ready for a district. What it lacks for them (segments, forms, settings) goes into `problems`;
 * a table with problems is not to be written.
 */
export function compileTable(
  table: ExportTable,
  encoding: LayoutEncoding,
  context: ExportContext,
  problems: Problem[],
): CompiledTable {
  const compiler = new FieldCompiler(context, problems);
  const fields = table.fields
    .flatMap((field) => expand(field, context.chart))
    .map((field) => {
      const compiled = compiler.compile(field.value);
      return {
        title: field.title,
        field,
        ...compiled,
        check: compileCheck(field, table.form, encoding, compiled.isPlain),
      };
    });
  const record = (fieldsOf: readonly ExportField[]): CompiledRecord => {
    const writers = fieldsOf.map((field) => ({
      write: compiler.compileRecord(field.value),
      check: compileCheck(field, table.form, encoding),
    }));
    return (figures, onFault) =>
      writers.map(({ write, check }) => {
        const text = write(figures);
        check?.(text).forEach(onFault);
        return text;
      });
  };
  return {
    table,
    fields,
    header: table.header.map(record),
    trailer: table.trailer.map(record),
    totals: compiler.totals,
  };
}

/** The columns that stand for one: every segment, named as in a table's head. */
function expand(field: ExportField, chart: ChartIndex): ExportField[] {
  if (field.value.kind !== 'eachSegment') return [field];
  return chart.chart.structure.segments.map(({ code, title }) => ({
    ...field,
    title: title.toLowerCase().replace(/\s+/g, '_'),
    value: { kind: 'segment', segment: code },
  }));
}

type Compiled = Pick<CompiledField, 'isText' | 'isOfAccount' | 'isPlain' | 'figures' | 'source' | 'write'>;
const NOT_PLAIN = { isText: false, isOfAccount: false, isPlain: false, figures: [], source: 'row' } as const;
const PLAIN = { ...NOT_PLAIN, isPlain: true } as const;
type ValueOf<Kind extends FieldValue['kind']> = Extract<FieldValue, { kind: Kind }>;

/** Own codes are digits and letters; what a code is called by the state is whatever somebody wrote there. */
const kindOfCode = ({ isRolledUp }: ValueOf<'segment'>) => ({
  isText: isRolledUp === true,
  isPlain: isRolledUp !== true,
});

class FieldCompiler {
  readonly totals: ((unit: ExportUnit) => Cents)[] = [];

  constructor(
    private readonly context: ExportContext,
    private readonly problems: Problem[],
  ) {}

  compile(value: FieldValue): Compiled {
    switch (value.kind) {
      case 'segment':
        return { ...this.ofAccount(this.segment(value)), ...kindOfCode(value) };
      case 'segments':
        return { ...this.ofAccount(this.segments(value)), isText: value.isRolledUp === true };
      case 'account':
        return { ...this.ofAccount(this.account(value)), isText: true };
      case 'choice':
        return this.ofAccount(this.choice(value));
      case 'amount':
        return this.amount(value);
      case 'side':
        return this.side(value);
      case 'fte':
        return fte(value);
      case 'line':
        return ofLine(value);
      case 'newAccount':
        return ofNewAccount(value);
      case 'text':
      case 'year':
      case 'day':
      case 'setting':
      case 'count':
      case 'total':
      case 'eachSegment': {
        const text = this.constant(value);
        return { ...NOT_PLAIN, isText: value.kind === 'setting', isOfAccount: true, write: () => text };
      }
    }
  }

  compileRecord(value: FieldValue): (figures: RecordFigures) => string {
    if (value.kind === 'count') {
      return ({ rowCount, recordCount }) => String(value.of === 'rows' ? rowCount : recordCount);
    }
    if (value.kind === 'total') {
      const at = this.totals.push(this.cents(value)) - 1;
      return ({ totals }) => inUnit(totals[at] ?? 0, value.unit);
    }
    const text = this.constant(value);
    return () => text;
  }

  private ofAccount(write: (unit: ExportUnit) => string): Compiled {
    return { ...NOT_PLAIN, isOfAccount: true, source: 'account', write };
  }

  private segment({ segment, isRolledUp, collapse }: ValueOf<'segment'>): Compiled['write'] {
    const at = this.placeOf(segment);
    const codeOf = ({ account: { codes, state } }: ExportUnit) =>
      (isRolledUp === true ? state : codes)[at] ?? '';
    if (!collapse) return codeOf;
    const fits = compileCodePattern(collapse.codes);
    return (unit) => {
      const code = codeOf(unit);
      return fits(code) ? code.slice(0, collapse.keep).padEnd(code.length, '0') : code;
    };
  }

  private segments({ segments, except, separator, isRolledUp }: ValueOf<'segments'>): Compiled['write'] {
    for (const left of except ?? []) this.placeOf(left);
    const all = this.context.chart.chart.structure.segments.map(({ code }) => code);
    const places = (segments ?? all.filter((code) => !except?.includes(code))).map((code) =>
      this.placeOf(code),
    );
    return ({ account: { codes, state } }) => {
      const from = isRolledUp === true ? state : codes;
      return places.map((at) => from[at] ?? '').join(separator);
    };
  }

  private account({ form }: ValueOf<'account'>): Compiled['write'] {
    if (form === undefined) return ({ account }) => account.account;
    const { structure } = this.context.chart.chart;
    if (!structure.forms?.some(({ code }) => code === form)) {
      this.problem('export.formMissing', { form });
      return () => '';
    }
    const isRolledUp = accountForm(structure, form).isRolledUp === true;
    return ({ account: { codes, state } }) => formatInForm(structure, form, isRolledUp ? state : codes);
  }

  private choice({ choices, otherwise }: ValueOf<'choice'>): Compiled['write'] {
    const tests = choices.map(({ when, text }) => ({ fits: this.condition(when), text }));
    return ({ account }) => tests.find(({ fits }) => fits(account))?.text ?? otherwise;
  }

  private amount(value: ValueOf<'amount'>): Compiled {
    const { unit, isAbsolute } = value;
    const cents = this.cents(value);
    return {
      ...PLAIN,
      figures: figuresOf(value.of),
      source: 'amount',
      write: (row) => inUnit(isAbsolute === true ? Math.abs(cents(row)) : cents(row), unit),
    };
  }

  private side(value: ValueOf<'side'>): Compiled {
    const cents = this.cents(value);
    return {
      ...NOT_PLAIN,
      figures: figuresOf(value.of),
      source: 'amount',
      write: (row) => (cents(row) < 0 ? value.negative : value.positive),
    };
  }

  private cents({ of, reversed = [] }: Pick<ValueOf<'amount'>, 'of' | 'reversed'>) {
    const tests = reversed.map((condition) => this.condition(condition));
    const plain = CENTS[of];
    if (tests.length === 0) return ({ figures }: ExportUnit) => plain(figures);
    return ({ account, figures }: ExportUnit) => {
      const cents = plain(figures);
      return cents !== 0 && tests.some((fits) => fits(account)) ? -cents : cents;
    };
  }

  condition(condition: AccountCondition) {
    for (const { segment } of condition) this.placeOf(segment);
    return compileCondition(this.context.chart, condition) ?? (() => false);
  }

  /** Of a segment that the structure does not have, the empty text, and a problem once. */
  private placeOf(segment: string): number {
    const { segments } = this.context.chart.chart.structure;
    const at = segments.findIndex(({ code }) => code === segment);
    if (at < 0) this.problem('export.segmentMissing', { segment });
    return at;
  }

  private problem(code: string, params: Problem['params']): void {
    const isKnown = this.problems.some(
      (known) => known.code === code && JSON.stringify(known.params) === JSON.stringify(params),
    );
    if (!isKnown) this.problems.push({ code, severity: 'fatal', place: { kind: 'district' }, params });
  }

  private constant(value: FieldValue): string {
    const { settings, year, madeOn } = this.context;
    if (value.kind === 'text') return value.text;
    if (value.kind === 'setting') return settings[value.key] ?? '';
    if (value.kind === 'year') return yearIn(year.id, value.form);
    // The layout's schema lets nothing else stand where there is no account.
    if (value.kind !== 'day') return '';
    const { from, to } = periodOf(year);
    return dayIn(value.of === 'made' ? madeOn : value.of === 'first' ? from : to, value.form);
  }
}

const CENTS: Record<ValueOf<'amount'>['of'], (figures: Figures) => Cents> = {
  proposed: ({ proposedCents }) => proposedCents,
  current: ({ currentCents }) => currentCents,
  change: ({ proposedCents, currentCents }) => proposedCents - currentCents,
};

function figuresOf(of: ValueOf<'amount'>['of']): readonly Figure[] {
  return of === 'change' ? ['proposedCents', 'currentCents'] : [`${of}Cents`];
}

function fte({ of }: ValueOf<'fte'>): Compiled {
  return of === 'current'
    ? {
        ...PLAIN,
        figures: ['currentFte'],
        source: 'fte',
        write: ({ figures }) => formatFtePlain(figures.currentFte),
      }
    : {
        ...PLAIN,
        figures: ['proposedFte'],
        source: 'fte',
        write: ({ figures }) => formatFtePlain(figures.proposedFte),
      };
}

/** A function each and no look-up by name: these are called for every line of the district. */
const OF_LINE: Record<ValueOf<'line'>['of'], Pick<Compiled, 'isText' | 'isPlain' | 'source' | 'write'>> = {
  title: { isText: true, isPlain: false, source: 'row', write: ({ lines: [line] }) => line.title },
  justification: {
    isText: true,
    isPlain: false,
    source: 'justification',
    write: ({ lines: [line] }) => line.justification,
  },
  lineId: { isText: true, isPlain: false, source: 'row', write: ({ lines: [line] }) => line.lineId },
  siteCode: { isText: true, isPlain: false, source: 'row', write: ({ lines: [line] }) => line.siteCode },
  revision: {
    isText: false,
    isPlain: true,
    source: 'row',
    write: ({ lines: [line] }) => String(line.revision),
  },
};

function ofLine({ of }: ValueOf<'line'>): Compiled {
  return { ...NOT_PLAIN, ...OF_LINE[of] };
}

function ofNewAccount({ of }: ValueOf<'newAccount'>): Compiled {
  return {
    ...NOT_PLAIN,
    isText: true,
    source: 'account',
    write: ({ request, lines: [line] }) =>
      of === 'requestedBy' ? (request?.requestedBy ?? '') : (request?.description ?? line.title),
  };
}
