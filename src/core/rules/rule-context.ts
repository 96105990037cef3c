import type { SiteContent } from '../budget/site-content.js';
import type { Problem } from '../problem.js';
import type { BookIndex } from '../validation/book-index.js';
import type { Figures } from '../validation/figures.js';
import type { Rule } from './rule-pack.js';

/** What every check may read. Checks change nothing and give the same answer for the same input. */
export type RuleContext = { index: BookIndex; content: SiteContent; figures: Figures };

export type RuleOf<Kind extends Rule['kind']> = Extract<Rule, { kind: Kind }>;

export type Check<Kind extends Rule['kind']> = (rule: RuleOf<Kind>, context: RuleContext) => Problem[];
