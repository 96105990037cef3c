import FormulaParser, { type Argument } from 'fast-formula-parser';

const { FormulaError } = FormulaParser;

type Test = (value: unknown) => boolean;

/** SUMIFS, COUNTIFS and AVERAGEIFS, which fast-formula-parser lacks. Criteria as Microsoft Support describes them. */
export function conditionalFunctions(): Record<string, (...args: (Argument | undefined)[]) => unknown> {
  return {
    SUMIFS: (target, ...criteria) => sum(numbersWhere(target, criteria)),
    AVERAGEIFS: (target, ...criteria) => {
      const numbers = numbersWhere(target, criteria);
      return numbers.length === 0 ? FormulaError.DIV0 : sum(numbers) / numbers.length;
    },
    COUNTIFS: (...criteria) => matches(criteria).filter(Boolean).length,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function numbersWhere(target: Argument | undefined, criteria: (Argument | undefined)[]): number[] {
  const cells = flatten(target);
  const isMatch = matches(criteria);
  if (cells.length !== isMatch.length) throw FormulaError.VALUE;
  return cells.filter((cell, at): cell is number => isMatch[at] === true && typeof cell === 'number');
}

function matches(criteria: (Argument | undefined)[]): boolean[] {
  if (criteria.length === 0 || criteria.length % 2 !== 0) throw FormulaError.VALUE;
  let result: boolean[] | null = null;
  for (let at = 0; at < criteria.length; at += 2) {
    const cells = flatten(criteria[at]);
    const test = criterion(criteria[at + 1]?.value);
    const passed = cells.map(test);
    if (result && result.length !== passed.length) throw FormulaError.VALUE;
    result = result ? result.map((before, index) => before && passed[index] === true) : passed;
  }
  return result ?? [];
}

function flatten(argument: Argument | undefined): unknown[] {
  const value = argument?.value;
  return Array.isArray(value) ? value.flat() : [value];
}

function criterion(raw: unknown): Test {
  if (typeof raw !== 'string') return (cell) => cell === raw;
  const [, operator = '=', operand = ''] = /^(<=|>=|<>|=|<|>)?([\s\S]*)$/.exec(raw) ?? [];
  const figure = operand.trim() === '' ? NaN : Number(operand);
  if (operator === '=' || operator === '<>') {
    const isEqual = Number.isNaN(figure)
      ? textTest(operand)
      : (cell: unknown) => Number(cell ?? NaN) === figure;
    return operator === '=' ? isEqual : (cell) => !isEqual(cell);
  }
  return (cell) => {
    if (typeof cell !== 'number') return false;
    if (operator === '<') return cell < figure;
    if (operator === '<=') return cell <= figure;
    return operator === '>' ? cell > figure : cell >= figure;
  };
}

/** Text without regard to case, "*" and "?" as wildcards, "~" before one to mean itself. */
function textTest(pattern: string): Test {
  const source = pattern.replace(/~[*?~]|[*?]|[.+^${}()|[\]\\]/g, (piece) => {
    if (piece === '*') return '[\\s\\S]*';
    if (piece === '?') return '[\\s\\S]';
    return `\\${piece.slice(-1)}`;
  });
  const expression = new RegExp(`^${source}$`, 'i');
  return (cell) => {
    if (cell === null || cell === undefined) return expression.test('');
    return ['string', 'number', 'boolean'].includes(typeof cell) && expression.test(cell as string);
  };
}
