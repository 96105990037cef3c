import type { Problem } from '../core/problem.js';
import { formatDate, formatFte, formatMoney } from './figures.js';
import type { Params } from './message.js';

/** A figure that is dollars or FTE, whichever the problem carries. */
export const figure = (p: Params, name: string) =>
  p.has(`${name}Fte`) ? `${p.fte(`${name}Fte`)} FTE` : p.money(`${name}Cents`);

/** "37.5 %" of a share in millionths. */
export const percentOf = (p: Params) => `${String(p.number('sharePpm') / 10_000)} %`;

/** "Sat 30 Jun 2025": a day that need not be of this year. */
export const day = (p: Params, name: string) => `${formatDate(p.text(name))} ${p.text(name).slice(0, 4)}`;

/** The figures of a problem as its sentence takes them. */
export function paramsOf(problem: Problem): Params {
  const number = (name: string) => Number(problem.params[name] ?? 0);
  return {
    text: (name) => String(problem.params[name] ?? ''),
    number,
    money: (name) => formatMoney(number(name)),
    fte: (name) => formatFte(number(name)),
    has: (name) => problem.params[name] !== undefined && problem.params[name] !== '',
  };
}
