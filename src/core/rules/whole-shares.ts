import { z } from 'zod';
import type { Position } from '../staffing/position.js';
import { WHOLE_SHARE_PPM } from '../staffing/position.js';
import { noInputs, ruleKind, type RuleScopeFacts } from './rule-kind.js';
import { RULE_COMMON } from './rule-common.js';

/**
 * The shares that pay a post add up to exactly 100 %, and no post stands twice under its position number. Where
 * another site pays a part, both sites are told when that part disappears: the post would go on with one half unpaid,
 * or be gone from a site that still counts on it. That is a warning: the two have to talk.
 */
export const wholeShares = ruleKind({
  schema: z.strictObject({ kind: z.literal('wholeShares'), ...RULE_COMMON }),
  inputs: noInputs,
  prepare: (_rule, scope) => [
    {
      at: 'number',
      check(posts, report) {
        const sites = [...new Set(posts.map(({ site }) => site.site.name))].join(', ');
        for (const { post } of posts) {
          report({
            code: 'post.numberTwice',
            place: { kind: 'position', positionId: post.id, field: 'row' },
            params: { number: post.number, title: post.title, count: posts.length, sites },
          });
        }
      },
    },
    {
      at: 'visitor',
      check({ post, siteName }, now, { site }, report) {
        const sharePpm = sharesBySite(scope, '', post).get(site.code) ?? 0;
        if (sharePpm === 0 || sharesBySite(scope, '', now).has(site.code)) return;
        report({
          code: 'post.shareLost',
          // The site cannot mend it alone: its own budget goes on, once somebody has looked.
          severity: 'warning',
          place: { kind: 'site', siteCode: site.code },
          params: { title: post.title, site: siteName, otherSite: site.code, sharePpm },
          part: post.id,
        });
      },
    },
    {
      at: 'post',
      check(post, opening, { site }, report) {
        const place = { kind: 'position', positionId: (post ?? opening)?.id ?? '', field: 'row' } as const;
        if (post !== null) {
          const sharePpm = post.splits.reduce((sum, split) => sum + split.sharePpm, 0);
          if (sharePpm !== WHOLE_SHARE_PPM)
            report({ code: 'post.sharesNotWhole', place, params: { sharePpm } });
        }
        const now = sharesBySite(scope, site.code, post);
        const before = sharesBySite(scope, site.code, opening);
        const title = (post ?? opening)?.title ?? '';
        for (const [other, wasPpm] of before) {
          if (other === site.code || now.has(other)) continue;
          const params = { title, site: site.name, otherSite: other, sharePpm: wasPpm };
          report({ code: 'post.shareDropped', severity: 'warning', place, params, part: other });
          // A site alone sees its own side; the other one's is told by its own check, below.
          if (scope.kind === 'district') {
            report({
              code: 'post.shareLost',
              severity: 'warning',
              place: { kind: 'site', siteCode: other },
              params,
              part: post?.id ?? opening?.id ?? '',
            });
          }
        }
        for (const [other, sharePpm] of now) {
          if (other === site.code || before.has(other)) continue;
          const params = { title, site: site.name, otherSite: other, sharePpm };
          report({ code: 'post.paidElsewhere', severity: 'info', place, params, part: other });
        }
      },
    },
  ],
});

/** How much of a post each site pays. An account that names no site is the post's own site's. */
function sharesBySite(
  { siteOf }: RuleScopeFacts,
  homeSite: string,
  post: Position | null,
): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { account, sharePpm } of post?.splits ?? []) {
    const site = siteOf(account) ?? homeSite;
    shares.set(site, (shares.get(site) ?? 0) + sharePpm);
  }
  return shares;
}
