import type { AccountFacts } from '../account/account-facts.js';
import { problemKey, type Problem } from '../problem.js';
import type { Check, Finding, SiteFacts, Visitor } from '../rules/check.js';
import type { Rule } from '../rules/rule-pack.js';
import type { Position } from '../staffing/position.js';
import {
  compareText,
  Findings,
  NOTHING_HELD,
  PART,
  type HeldProblem,
  type ProblemHolder,
  type ProblemOrder,
} from './findings.js';
import type { Group } from './group-sums.js';
import type { PlanIndex } from './plan-index.js';
import {
  unplacedOf,
  type AccountRow,
  type LineRow,
  type NumberedLineCheck,
  type NumberRow,
  type SiteRows,
} from './site-rows.js';

type Numbered<At extends Check['at']> = { check: Extract<Check, { at: At }>; rule: number };

/** Posts that are gone stand before all that are there. */
const GONE = -Number.MAX_SAFE_INTEGER;

/** Asks the checks about what changed and keeps what they find. */
export class RuleRunner {
  readonly findings = new Findings();
  private readonly line: readonly Numbered<'line'>[];
  private readonly post: readonly Numbered<'post'>[];
  private readonly visitor: readonly Numbered<'visitor'>[];
  private readonly number: readonly Numbered<'number'>[];
  private readonly account: readonly Numbered<'account'>[];
  private readonly unplaced: readonly Numbered<'unplaced'>[];
  private readonly staff: readonly Numbered<'staff'>[];
  /** Holders of problems that are not a line's own, by the problem's key, so that an explanation finds them. */
  private readonly holders = new Map<string, ProblemHolder>();
  private row: LineRow | null = null;
  private rule = 0;
  private found: HeldProblem[] = [];

  constructor(
    private readonly index: PlanIndex,
    checks: readonly { check: Check; rule: number }[],
    private readonly explanations: ReadonlyMap<string, string>,
  ) {
    this.line = checksAt(checks, 'line');
    this.post = checksAt(checks, 'post');
    this.visitor = checksAt(checks, 'visitor');
    this.number = checksAt(checks, 'number');
    this.account = checksAt(checks, 'account');
    this.unplaced = checksAt(checks, 'unplaced');
    this.staff = checksAt(checks, 'staff');
  }

  /** The line checks that look at lines of an account at a site. */
  lineChecksFor(facts: AccountFacts, site: SiteFacts): readonly NumberedLineCheck[] {
    return this.line.filter(({ check }) => check.applies(facts, site));
  }

  checkLine(row: LineRow): void {
    this.row = row;
    if (this.found.length > 0) this.found = [];
    for (const { check, rule } of row.kind.checks) {
      this.rule = rule;
      check.check(row, row.site.facts, this.reportLine);
    }
    this.findings.replace(row, this.found);
  }

  /** One function for all lines: a full run asks some million times. */
  private readonly reportLine = (finding: Finding): void => {
    const { row } = this;
    if (!row) return;
    const order = {
      rule: this.rule,
      part: PART.line,
      site: row.site.number,
      row: row.order,
      text: row.line.id,
    };
    this.found.push(this.hold(finding, order, row.line.justification));
  };

  forgetLine(row: LineRow): void {
    this.findings.replace(row, NOTHING_HELD);
  }

  /** Looks at an account that several lines share, and at what posts put on one without a line. */
  checkAccount(account: AccountRow): void {
    const { site, rows } = account;
    if (rows.length > 1 || account.held.length > 0) this.checkShared(account);
    const amount = unplacedOf(account);
    if (!amount && !account.unplaced) return;
    const loose: HeldProblem[] = [];
    if (amount) {
      for (const { check, rule } of this.unplaced) {
        const order = { rule, part: PART.unplaced, site: site.number, row: 0, text: amount.account };
        check.check(amount, (finding) => loose.push(this.hold(finding, order)));
      }
    }
    this.keep((account.unplaced ??= { held: NOTHING_HELD }), loose);
  }

  private checkShared(account: AccountRow): void {
    const { site, rows } = account;
    const shared: HeldProblem[] = [];
    if (rows.length > 1) {
      const byId = new Map(rows.map((row) => [row.line.id, row]));
      for (const { check, rule } of this.account) {
        check.check(rows, (finding) => {
          const row = finding.place.kind === 'line' ? byId.get(finding.place.lineId) : undefined;
          const place = { row: row?.order ?? 0, text: row?.line.id ?? '' };
          const order = { rule, part: PART.line, site: site.number, ...place };
          shared.push(this.hold(finding, order, row?.line.justification ?? ''));
        });
      }
    }
    this.findings.replace(account, shared);
  }

  checkPost(site: SiteRows, id: string): void {
    const row = site.posts.get(id);
    const opening = site.opening.get(id) ?? null;
    let holder = site.postFindings.get(id);
    const found: HeldProblem[] = [];
    for (const { check, rule } of this.post) {
      const order = { rule, part: PART.post, site: site.number, row: row?.order ?? GONE, text: id };
      check.check(row?.post ?? null, opening, site.facts, (finding) => found.push(this.hold(finding, order)));
    }
    if (!holder && found.length === 0) return;
    if (!holder) site.postFindings.set(id, (holder = { held: NOTHING_HELD }));
    this.keep(holder, found);
  }

  /** Looks at a post of another site that this one paid a share of. Once: such posts are not edited here. */
  checkVisitor(site: SiteRows, opening: Visitor, now: Position | null): void {
    const found: HeldProblem[] = [];
    for (const { check, rule } of this.visitor) {
      const order = { rule, part: PART.post, site: site.number, row: 0, text: opening.post.id };
      check.check(opening, now, site.facts, (finding) => found.push(this.hold(finding, order)));
    }
    this.keep({ held: NOTHING_HELD }, found);
  }

  checkNumber(row: NumberRow): void {
    const found: HeldProblem[] = [];
    const posts = [...row.posts].sort(
      (a, b) => a.site.number - b.site.number || a.order - b.order || compareText(a.post.id, b.post.id),
    );
    if (posts.length > 1) {
      const views = posts.map(({ post, site }) => ({ post, site: site.facts }));
      for (const { check, rule } of this.number) {
        check.check(views, (finding) => {
          const { place } = finding;
          const at = posts.find(({ post }) => place.kind === 'position' && post.id === place.positionId);
          const order = {
            rule,
            part: PART.post,
            site: at?.site.number ?? 0,
            row: at?.order ?? 0,
            text: at?.post.id ?? '',
          };
          found.push(this.hold(finding, order));
        });
      }
    }
    this.keep(row, found);
  }

  checkStaff(site: SiteRows): void {
    const sums = [...site.staff.values()];
    const found: HeldProblem[] = [];
    for (const { check, rule } of this.staff) {
      const order = { rule, part: PART.staff, site: site.number, row: 0, text: '' };
      check.check(sums, site.facts, (finding) => found.push(this.hold(finding, order)));
    }
    this.keep(site.staffFindings, found);
  }

  checkGroup(group: Group): void {
    const order = {
      rule: group.rule,
      part: PART.group,
      site: group.siteNumber,
      row: group.sourceNumber,
      text: '',
    };
    const found: HeldProblem[] = [];
    group.check.check(group, (finding) => found.push(this.hold(finding, order)));
    this.keep(group, found);
  }

  /** An explanation came or went: the problem it is about is another one now. */
  explainAgain(key: string): void {
    const holder = this.holders.get(key);
    if (!holder) return;
    this.keep(
      holder,
      holder.held.map(({ problem, order }) => ({
        problem: this.explained(this.allowed(withoutExplanation(problem), this.ruleAt(order)), ''),
        order,
      })),
    );
  }

  private keep(holder: ProblemHolder, found: readonly HeldProblem[]): void {
    for (const { problem } of holder.held) this.holders.delete(problemKey(problem));
    for (const { problem } of found) this.holders.set(problemKey(problem), holder);
    this.findings.replace(holder, found);
  }

  private hold(finding: Finding, order: ProblemOrder, justification = ''): HeldProblem {
    const rule = this.ruleAt(order);
    const problem: Problem = {
      code: finding.code,
      severity: finding.severity ?? rule.severity,
      place: finding.place,
      params: { ...finding.params, askWhom: rule.askWhom },
      ruleId: rule.id,
    };
    if (finding.part !== undefined) problem.part = finding.part;
    return { problem: this.explained(this.allowed(problem, rule), justification), order };
  }

  private ruleAt(order: ProblemOrder): Rule {
    const rule = this.index.rules[order.rule]?.rule;
    if (!rule) throw new Error('A finding of no rule');
    return rule;
  }

  /** What finance allowed blocks no more, and counts as explained; a person's own words come before finance's. */
  private allowed(problem: Problem, { allowsExceptions }: Rule): Problem {
    const { exceptionFor } = this.index;
    if (exceptionFor === null || problem.severity === 'info') return problem;
    if (problem.severity === 'fatal' && allowsExceptions !== true) return problem;
    const exception = exceptionFor(problem);
    if (!exception) return problem;
    return { ...problem, severity: 'warning', explanation: `${exception.text} (${exception.grantedBy})` };
  }

  /** A line's justification explains its warnings; others have an explanation of their own. */
  private explained(problem: Problem, justification: string): Problem {
    if (problem.severity !== 'warning') return problem;
    const text =
      justification.trim() === '' ? (this.explanations.get(problemKey(problem)) ?? '') : justification;
    return text.trim() === '' ? problem : { ...problem, explanation: text };
  }
}

function withoutExplanation(problem: Problem): Problem {
  const bare = { ...problem };
  delete bare.explanation;
  return bare;
}

function checksAt<At extends Check['at']>(
  checks: readonly { check: Check; rule: number }[],
  at: At,
): readonly Numbered<At>[] {
  return checks.filter((numbered): numbered is Numbered<At> => numbered.check.at === at);
}
