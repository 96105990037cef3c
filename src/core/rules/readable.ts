import type { UnreadCell } from '../budget/line-item.js';
import type { Place, Problem } from '../problem.js';
import type { Check, RuleContext, RuleOf } from './rule-context.js';

/** Every figure could be read, every amount of a post has a line to stand on, and every post is of a known kind. */
export const checkReadable: Check<'readable'> = (rule, context) => [
  ...unreadCells(rule, context),
  ...unplacedAmounts(rule, context),
  ...unknownStaffing(rule, context),
];

function unreadCells(rule: RuleOf<'readable'>, { content }: RuleContext): Problem[] {
  const problems: Problem[] = [];
  for (const line of content.lines) {
    for (const cell of line.unread) {
      if (cell.field === 'annualSalary') continue;
      problems.push(unreadProblem(rule, cell, { kind: 'line', lineId: line.id, field: cell.field }));
    }
  }
  for (const post of content.positions) {
    for (const cell of post.unread) {
      const field = cell.field === 'fte' ? 'fte' : 'annualSalary';
      problems.push(unreadProblem(rule, cell, { kind: 'position', positionId: post.id, field }));
    }
  }
  return problems;
}

function unreadProblem(rule: RuleOf<'readable'>, cell: UnreadCell, place: Place): Problem {
  const params: Problem['params'] = { text: cell.text };
  if (cell.suggestion !== undefined)
    params[cell.field === 'fte' ? 'suggestionFte' : 'suggestionCents'] = cell.suggestion;
  return { code: `cell.${cell.reason}`, severity: rule.severity, place, params };
}

function unplacedAmounts(rule: RuleOf<'readable'>, { figures }: RuleContext): Problem[] {
  return figures.unplaced.map((amount) => ({
    code: 'post.noLine',
    severity: rule.severity,
    place: { kind: 'position', positionId: amount.positionIds[0] ?? '', field: 'row' },
    params: { account: amount.account, amountCents: amount.cents, askWhom: rule.askWhom },
  }));
}

function unknownStaffing(rule: RuleOf<'readable'>, { index, content }: RuleContext): Problem[] {
  const classes = new Set(index.book.plan.jobClasses.map(({ code }) => code));
  const plans = new Set(index.book.plan.benefitRates.map(({ code }) => code));
  const problems: Problem[] = [];
  for (const post of content.positions) {
    const place = { kind: 'position', positionId: post.id, field: 'row' } as const;
    const add = (code: string, params: Problem['params']) =>
      problems.push({ code, severity: rule.severity, place, params: { ...params, askWhom: rule.askWhom } });
    if (!classes.has(post.jobClass)) add('post.unknownJobClass', { jobClass: post.jobClass });
    for (const plan of new Set(post.benefitPlans)) if (!plans.has(plan)) add('post.unknownPlan', { plan });
    for (const account of new Set(post.splits.map((split) => split.account))) {
      if (index.account(account).codes === null) add('post.unknownAccount', { account });
    }
    const shares = post.splits.reduce((sum, split) => sum + split.sharePpm, 0);
    if (shares !== 1_000_000) add('post.sharesNotWhole', { sharePpm: shares });
  }
  return problems;
}
