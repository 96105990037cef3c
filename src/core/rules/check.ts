import type { AccountFacts } from '../account/account-facts.js';
import type { Allocation, AllocationEntry } from '../budget/allocation.js';
import type { LineItem } from '../budget/line-item.js';
import type { Site } from '../budget/site.js';
import type { Fte } from '../fte.js';
import type { Cents } from '../money.js';
import type { Place, Problem, Severity } from '../problem.js';
import type { DerivedAmount } from '../staffing/derive.js';
import type { Position } from '../staffing/position.js';

/** A site with what the district gave it, as the checks read it. */
export type SiteFacts = {
  site: Site;
  entries: readonly AllocationEntry[];
  allocations: ReadonlyMap<string, Allocation>;
};

/** A line with its computed figures. Proposed is what was entered plus what the posts put there. */
export type LineView = {
  readonly line: LineItem;
  readonly facts: AccountFacts;
  readonly fromPostsCents: Cents;
  readonly proposedCents: Cents;
  readonly proposedFte: Fte;
  /** Where the line stands in its sheet; larger is further down. */
  readonly order: number;
};

export type Finding = {
  code: string;
  place: Place;
  params?: Problem['params'];
  /** Another severity than the rule's, for what is worth saying beside the finding itself. */
  severity?: Severity;
  part?: string;
};

export type Report = (finding: Finding) => void;

/** Whether the money of an account at a site counts in a check. It may depend on the account's profile and the site's level alone. */
export type Selector = (facts: AccountFacts, site: SiteFacts) => boolean;

/** Looks at one line at a time. */
export type LineCheck = {
  at: 'line';
  applies: Selector;
  check: (row: LineView, site: SiteFacts, report: Report) => void;
};

/** Looks at one post, as it stands and as the season opened; one of the two may be missing. */
export type PostCheck = {
  at: 'post';
  check: (now: Position | null, opening: Position | null, site: SiteFacts, report: Report) => void;
};

/** Looks at a post of another site that this one paid a share of at the opening, and as it stands; null when it pays none. */
export type VisitorCheck = {
  at: 'visitor';
  check: (opening: Visitor, now: Position | null, site: SiteFacts, report: Report) => void;
};

/** A post of another site, with that site's name. */
export type Visitor = { post: Position; siteName: string };

/** Looks at posts that carry one position number; there are at least two. */
export type NumberCheck = {
  at: 'number';
  check: (posts: readonly { post: Position; site: SiteFacts }[], report: Report) => void;
};

/** Looks at the lines of one account of a site, in sheet order; there are at least two. */
export type AccountCheck = { at: 'account'; check: (rows: readonly LineView[], report: Report) => void };

/** Looks at what posts put on an account that the site has no line for. */
export type UnplacedCheck = { at: 'unplaced'; check: (amount: DerivedAmount, report: Report) => void };

/** What the lines of a selection add up to. */
export type Sums = { cents: Cents; fte: Fte; currentCents: Cents; currentFte: Fte; lines: number };

/** The money a group check looks at: one sum for each of its selectors. Site or source is null where it spans them. */
export type GroupView = { site: SiteFacts | null; fundingSource: string | null; sums: readonly Sums[] };

/** Where a part stands against the limit that a percentage of its base sets. Cents, or FTE in ten-thousandths. */
export type Gauge = {
  sense: 'min' | 'max';
  unit: 'cents' | 'fte';
  part: number;
  base: number;
  limit: number;
  /** Of what money: one funding source, or the site as a whole. */
  place: Place;
};

/** Looks at sums over a site, one of its funding sources, a funding source of the district, or the district. */
export type GroupCheck = {
  at: 'group';
  by: 'site' | 'siteAndSource' | 'source' | 'district';
  selectors: readonly Selector[];
  check: (group: GroupView, report: Report) => void;
  /** How far there is to go, for those that hold a percentage; null where there is nothing to be a part of. */
  gauge?: (group: GroupView) => Gauge | null;
};

/** Posts of a site by job class and funding source. */
export type StaffSums = { jobClass: string; fundingSource: string | null; fte: Fte };

/** Looks at the posts that a site pays. */
export type StaffCheck = {
  at: 'staff';
  check: (staff: readonly StaffSums[], site: SiteFacts, report: Report) => void;
};

export type Check =
  | LineCheck
  | PostCheck
  | VisitorCheck
  | NumberCheck
  | AccountCheck
  | UnplacedCheck
  | GroupCheck
  | StaffCheck;
