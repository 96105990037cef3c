import type { AccountFacts } from '../account/account-facts.js';
import type { Explanation } from '../budget/explanation.js';
import type { LineItem } from '../budget/line-item.js';
import type { SiteContent } from '../budget/site-content.js';
import type { SiteLevel } from '../budget/site.js';
import type { Gauge, SiteFacts, Visitor } from '../rules/check.js';
import type { DerivedAmount } from '../staffing/derive.js';
import type { Position } from '../staffing/position.js';
import { BALANCE_CHECK, Balances } from './balances.js';
import type { Edit } from './edit.js';
import type { Balance, LineFigures } from './figures.js';
import { compareText, NOTHING_HELD } from './findings.js';
import { GroupSums, type NumberedGroupCheck } from './group-sums.js';
import type { PlanIndex } from './plan-index.js';
import { PostAmounts } from './post-amounts.js';
import { RuleRunner } from './rule-runner.js';
import {
  accountRow,
  attach,
  detach,
  emptySite,
  explainsOtherwise,
  unplacedOf,
  type AccountRow,
  type LineKind,
  type LineRow,
  type SiteRows,
} from './site-rows.js';

/**
 * A site's content to begin with. `visitors` are posts of other sites that this one pays a share of, `openingVisitors`
 * those it paid when the season opened.
 */
export type EngineSite = {
  facts: SiteFacts;
  content: SiteContent;
  opening: ReadonlyMap<string, Position>;
  visitors: readonly Position[];
  openingVisitors: readonly Visitor[];
};

/** What a line has before it was ever worked out: equal to no figures. */
const NO_FIGURES: LineFigures = { lineId: '', fromPostsCents: NaN, proposedCents: NaN, proposedFte: NaN };

/**
 * The rows of one or all sites of a district, with every figure and problem that follows from them, kept up to date
 * edit by edit. An edit costs what it touches: the line, the other lines of its account, the sums its account counts
 * in, and for a post the accounts and benefit units it is paid from; never the number of lines.
 *
 * How an edit runs: a line about to change is taken out of its sums; posts change the amounts of their accounts and
 * units; accounts hand what posts put on them to their first line; changed lines go back into their sums; then the
 * checks look at what changed.
 */
export class SheetEngine {
  readonly sites: SiteRows[];
  readonly explanations = new Map<string, string>();
  private readonly siteNumbers: Map<string, number>;
  private readonly posts: PostAmounts;
  private readonly sums: GroupSums;
  private readonly kinds = new Map<SiteLevel, LineKind[]>();
  private readonly runner: RuleRunner;
  private readonly changedLines = new Map<string, LineRow>();
  private readonly balances: Balances;
  /** The rows to begin with are in: from here on, what changes is told. */
  private isOpen = false;
  private dirtyLines: LineRow[] = [];
  private touchedAccounts: AccountRow[] = [];
  private readonly dirtyPosts = new Map<SiteRows, Set<string>>();
  private readonly explainedKeys = new Set<string>();

  constructor(
    readonly index: PlanIndex,
    sites: readonly EngineSite[],
    withRules: boolean,
  ) {
    const { plan } = index;
    this.sites = sites.map(({ facts, opening }, number) => emptySite(number, facts, opening));
    this.siteNumbers = new Map(sites.map(({ facts }, number) => [facts.site.code, number]));
    this.posts = new PostAmounts(index, this.sites, (account) => this.touch(account));
    const checks = withRules
      ? index.rules.flatMap(({ checks: list }, rule) => list.map((check) => ({ check, rule })))
      : [];
    const groupChecks = checks.filter(
      (numbered): numbered is NumberedGroupCheck => numbered.check.at === 'group',
    );
    this.sums = new GroupSums(
      [BALANCE_CHECK, ...groupChecks],
      sites.map(({ facts }) => facts),
      new Map(plan.fundingSources.map(({ code }, number) => [code, number])),
    );
    this.balances = new Balances(this.sums);
    this.runner = new RuleRunner(index, checks, this.explanations);
    for (const [number, site] of sites.entries()) this.open(number, site);
    this.settle();
    this.takeChanges();
    this.isOpen = true;
  }

  get findings() {
    return this.runner.findings;
  }

  private open(number: number, { content, visitors, openingVisitors }: EngineSite): void {
    const site = this.siteAt(number);
    for (const { problemKey, text } of content.explanations ?? []) this.explanations.set(problemKey, text);
    for (const line of content.lines) this.putLine(site, line, undefined);
    for (const post of content.positions) this.putPost(site, post, undefined);
    for (const id of site.opening.keys()) this.markPost(site, id);
    for (const post of visitors) this.posts.addVisitor(site, post);
    for (const opening of openingVisitors) {
      const now = visitors.find(({ id }) => id === opening.post.id) ?? null;
      this.runner.checkVisitor(site, opening, now);
    }
  }

  siteAt(number: number): SiteRows {
    const site = this.sites[number];
    if (!site) throw new RangeError('There is no such site in this sheet');
    return site;
  }

  siteNumber(siteCode: string): number {
    const number = this.siteNumbers.get(siteCode);
    if (number === undefined) throw new RangeError(`The site ${siteCode} is not in this sheet`);
    return number;
  }

  /** Makes one edit; `settle` brings figures and problems up to date. Gives the edit that takes it back, if any is needed. */
  edit(site: SiteRows, edit: Edit): Edit | null {
    switch (edit.kind) {
      case 'line':
        return this.putLine(site, edit.line, edit.order);
      case 'removeLine':
        return this.removeLine(site, edit.lineId);
      case 'position':
        return this.putPost(site, edit.position, edit.order);
      case 'removePosition':
        return this.removePost(site, edit.positionId);
      case 'explain':
        return this.explain(edit.explanation);
    }
  }

  private putLine(site: SiteRows, line: LineItem, order: number | undefined): Edit {
    const known = site.lines.get(line.id);
    if (!known) {
      const account = accountRow(site, line.account, this.index.readAccount);
      const row: LineRow = {
        site,
        line,
        account,
        facts: account.facts,
        kind: this.kindOf(account.facts, site),
        order: this.orderFor(site, order),
        fromPostsCents: 0,
        proposedCents: line.enteredCents,
        proposedFte: 0,
        isCounted: false,
        isDirty: false,
        isRemoved: false,
        figures: NO_FIGURES,
        held: NOTHING_HELD,
      };
      site.lines.set(line.id, row);
      attach(row);
      this.markLine(row);
      this.touch(account);
      return { kind: 'removeLine', lineId: line.id };
    }
    const undo: Edit = { kind: 'line', line: known.line, order: known.order };
    this.markLine(known);
    const isMoved = order !== undefined && order !== known.order;
    if (isMoved || known.line.account !== line.account) {
      detach(known);
      this.touch(known.account);
      if (isMoved) known.order = this.orderFor(site, order);
      known.account = accountRow(site, line.account, this.index.readAccount);
      known.facts = known.account.facts;
      known.kind = this.kindOf(known.facts, site);
      known.fromPostsCents = 0;
      known.proposedFte = 0;
      attach(known);
      this.touch(known.account);
    } else if (known.account.rows.length > 1 && explainsOtherwise(known.line, line))
      this.touch(known.account);
    known.line = line;
    return undo;
  }

  private removeLine(site: SiteRows, lineId: string): Edit | null {
    const row = site.lines.get(lineId);
    if (!row) return null;
    this.markLine(row);
    detach(row);
    row.isRemoved = true;
    site.lines.delete(lineId);
    this.touch(row.account);
    return { kind: 'line', line: row.line, order: row.order };
  }

  private putPost(site: SiteRows, post: Position, order: number | undefined): Edit {
    const known = site.posts.get(post.id);
    if (known) this.posts.remove(known);
    const place = known && order === undefined ? known.order : this.orderFor(site, order);
    site.posts.set(post.id, this.posts.add(site, post, place));
    this.markPost(site, post.id);
    return known
      ? { kind: 'position', position: known.post, order: known.order }
      : { kind: 'removePosition', positionId: post.id };
  }

  private removePost(site: SiteRows, positionId: string): Edit | null {
    const row = site.posts.get(positionId);
    if (!row) return null;
    this.posts.remove(row);
    site.posts.delete(positionId);
    this.markPost(site, positionId);
    return { kind: 'position', position: row.post, order: row.order };
  }

  private explain({ problemKey, text }: Explanation): Edit {
    const before = this.explanations.get(problemKey) ?? '';
    if (text.trim() === '') this.explanations.delete(problemKey);
    else this.explanations.set(problemKey, text);
    this.explainedKeys.add(problemKey);
    return { kind: 'explain', explanation: { problemKey, text: before } };
  }

  private orderFor(site: SiteRows, order: number | undefined): number {
    const given = order ?? site.lastOrder + 1;
    site.lastOrder = Math.max(site.lastOrder, given);
    return given;
  }

  private kindOf(facts: AccountFacts, site: SiteRows): LineKind {
    let kinds = this.kinds.get(site.facts.site.level);
    if (!kinds) this.kinds.set(site.facts.site.level, (kinds = []));
    // Faulty accounts are one kind before the others.
    const at = facts.profile.id + 1;
    let kind = kinds[at];
    if (!kind) {
      const slots = this.sums.slotsOf(facts, site.facts);
      kinds[at] = kind = { slots, checks: this.runner.lineChecksFor(facts, site.facts) };
    }
    return kind;
  }

  private markLine(row: LineRow): void {
    if (row.isDirty) return;
    row.isDirty = true;
    this.dirtyLines.push(row);
    if (row.isCounted) this.sums.count(row, -1);
    row.isCounted = false;
  }

  private markPost(site: SiteRows, id: string): void {
    const ids = this.dirtyPosts.get(site);
    if (ids) ids.add(id);
    else this.dirtyPosts.set(site, new Set([id]));
  }

  private touch(account: AccountRow): void {
    if (account.isTouched) return;
    account.isTouched = true;
    this.touchedAccounts.push(account);
  }

  /** Brings every figure and problem up to date after edits. */
  settle(): void {
    this.posts.settleUnits();
    const accounts = this.touchedAccounts;
    this.touchedAccounts = [];
    for (const account of accounts) {
      account.isTouched = false;
      this.feed(account);
    }
    const lines = this.dirtyLines;
    this.dirtyLines = [];
    for (const row of lines) this.settleLine(row);
    for (const account of accounts) {
      this.runner.checkAccount(account);
      if (account.rows.length === 0 && account.posts?.size === 0) account.posts = null;
    }
    for (const [site, ids] of this.dirtyPosts) for (const id of ids) this.runner.checkPost(site, id);
    this.dirtyPosts.clear();
    for (const row of this.posts.takeNumbers()) this.runner.checkNumber(row);
    for (const site of this.sites) {
      if (site.isStaffDirty) this.runner.checkStaff(site);
      site.isStaffDirty = false;
    }
    for (const group of this.sums.takeDirty()) {
      if (group.rule === BALANCE_CHECK.rule) this.balances.mark(group);
      else this.runner.checkGroup(group);
    }
    for (const key of this.explainedKeys) this.runner.explainAgain(key);
    this.explainedKeys.clear();
  }

  /** What posts put on an account goes to its first line. */
  private feed(account: AccountRow): void {
    let cents = account.cents;
    let fte = account.fte;
    for (const row of account.rows) {
      if (row.fromPostsCents !== cents || row.proposedFte !== fte) {
        this.markLine(row);
        row.fromPostsCents = cents;
        row.proposedFte = fte;
      }
      cents = 0;
      fte = 0;
    }
  }

  private settleLine(row: LineRow): void {
    row.isDirty = false;
    if (row.isRemoved) {
      this.runner.forgetLine(row);
      return;
    }
    const { line, fromPostsCents, proposedFte } = row;
    row.proposedCents = line.enteredCents + fromPostsCents;
    this.sums.count(row, 1);
    row.isCounted = true;
    const before = row.figures;
    if (
      before.proposedCents !== row.proposedCents ||
      before.fromPostsCents !== fromPostsCents ||
      before.proposedFte !== proposedFte
    ) {
      const figures = { lineId: line.id, fromPostsCents, proposedCents: row.proposedCents, proposedFte };
      row.figures = figures;
      if (this.isOpen) this.changedLines.set(line.id, row);
    }
    this.runner.checkLine(row);
  }

  /** What changed since the last call. */
  takeChanges(): { lines: LineFigures[]; balances: { siteCode: string; balance: Balance }[] } {
    const lines = [...this.changedLines.values()].flatMap((row) => (row.isRemoved ? [] : [row.figures]));
    this.changedLines.clear();
    return { lines, balances: this.balances.takeChanges() };
  }

  /** A site's balances, in the order of the plan's funding sources. */
  balancesOf(site: SiteRows): Balance[] {
    return this.balances.ofSite(site.number);
  }

  /** How far there is to go to the limit of every percentage, in the order of the rules. */
  gauges(): { rule: number; gauge: Gauge }[] {
    return this.sums.gauged().flatMap((group) => {
      const gauge = group.check.gauge?.(group) ?? null;
      return gauge === null ? [] : [{ rule: group.rule, gauge }];
    });
  }

  /** Amounts of posts without a line at a site, by account. */
  unplacedOf(site: SiteRows): DerivedAmount[] {
    return [...site.accounts.values()]
      .flatMap((account) => unplacedOf(account) ?? [])
      .sort((a, b) => compareText(a.account, b.account));
  }
}
