import { z } from 'zod';
import type { UnreadCell } from '../budget/line-item.js';
import type { Place } from '../problem.js';
import type { Finding } from './check.js';
import { noInputs, ruleKind } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/** Every figure could be read, every amount of a post has a line to stand on, and every post is of a known kind. */
export const readable = ruleKind({
  schema: z.strictObject({ kind: z.literal('readable'), ...RULE_COMMON }),
  inputs: noInputs,
  prepare(_rule, scope) {
    const classes = new Set(scope.jobClasses.map(({ code }) => code));
    const calendars = new Set(scope.calendars.map(({ code }) => code));
    const plans = new Set(scope.benefitRates.map(({ code }) => code));
    return [
      {
        at: 'line',
        applies: () => true,
        check({ line }, _site, report) {
          for (const cell of line.unread) {
            if (cell.field === 'annualSalary') continue;
            report(unreadFinding(cell, { kind: 'line', lineId: line.id, field: cell.field }));
          }
        },
      },
      {
        at: 'post',
        check(post, _opening, _site, report) {
          if (post === null) return;
          for (const cell of post.unread) {
            const field = cell.field === 'fte' ? 'fte' : 'annualSalary';
            report(unreadFinding(cell, { kind: 'position', positionId: post.id, field }));
          }
          const place = { kind: 'position', positionId: post.id, field: 'row' } as const;
          if (!classes.has(post.jobClass)) {
            report({ code: 'post.unknownJobClass', place, params: { jobClass: post.jobClass } });
          }
          for (const plan of new Set(post.benefitPlans)) {
            if (!plans.has(plan)) report({ code: 'post.unknownPlan', place, params: { plan }, part: plan });
          }
          const { calendar, startDate } = post;
          if (calendar !== undefined && !calendars.has(calendar)) {
            report({ code: 'post.unknownCalendar', place, params: { calendar } });
          }
          if (startDate !== undefined && calendar === undefined) {
            report({ code: 'post.startWithoutCalendar', place, params: { startDate } });
          }
          for (const account of new Set(post.splits.map((split) => split.account))) {
            if (!scope.chart.check(account).ok) {
              report({ code: 'post.unknownAccount', place, params: { account }, part: account });
            }
          }
        },
      },
      {
        at: 'unplaced',
        check(amount, report) {
          report({
            code: 'post.noLine',
            place: { kind: 'position', positionId: amount.positionIds[0] ?? '', field: 'row' },
            params: { account: amount.account, amountCents: amount.cents },
            part: amount.account,
          });
        },
      },
    ];
  },
});

function unreadFinding(cell: UnreadCell, place: Place): Finding {
  const params: NonNullable<Finding['params']> = { text: cell.text };
  if (cell.suggestion !== undefined)
    params[cell.field === 'fte' ? 'suggestionFte' : 'suggestionCents'] = cell.suggestion;
  return { code: `cell.${cell.reason}`, place, params };
}
