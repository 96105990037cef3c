import { AccountString } from '../../core/account/account-structure.js';
import { LineItem } from '../../core/budget/line-item.js';
import type { SiteContent } from '../../core/budget/site-content.js';
import { FundingSplit, WHOLE_SHARE_PPM, type Position } from '../../core/staffing/position.js';

const LONGEST_ACCOUNT = AccountString.maxLength ?? Infinity;
const LONGEST_ID = LineItem.shape.id.maxLength ?? Infinity;

/** Names no account in any district, so that the rules find fault with it. */
const NO_ACCOUNT = '-';

/**
 * What a save sends of a sheet. A readable sheet always saves, so what cells hold beyond the limits of the contract is
 * cut to them: the line or post has its problem already, and cutting mends none. Rows within the limits, which are all
 * that nobody tampered with, go as they are.
 */
export function contentToSend({ lines, positions, explanations }: SiteContent): SiteContent {
  const lineId = idsToSend();
  const postId = idsToSend();
  return {
    lines: lines.map((line) => {
      const [id, account] = [lineId(line.id), accountToSend(line.account)];
      return id === line.id && account === line.account ? line : { ...line, id, account };
    }),
    positions: positions.map((post) => postToSend(post, postId(post.id))),
    ...(explanations === undefined ? {} : { explanations }),
  };
}

/** Ids within the limit, each still another; a long one keeps its beginning, so that it is the same at every save. */
function idsToSend(): (id: string) => string {
  const given = new Set<string>();
  return (id) => {
    let short = id.slice(0, LONGEST_ID);
    for (let n = 2; given.has(short); n += 1) {
      const end = `~${String(n)}`;
      short = id.slice(0, LONGEST_ID - end.length) + end;
    }
    given.add(short);
    return short;
  };
}

function accountToSend(account: string): string {
  return account === '' ? NO_ACCOUNT : account.slice(0, LONGEST_ACCOUNT);
}

function postToSend(post: Position, id: string): Position {
  const isFit = post.splits.length > 0 && post.splits.every((split) => FundingSplit.safeParse(split).success);
  if (isFit) return id === post.id ? post : { ...post, id };
  const splits = post.splits.map(({ account, sharePpm }) => ({
    account: accountToSend(account),
    sharePpm: Math.min(WHOLE_SHARE_PPM, Math.max(1, sharePpm)),
  }));
  return {
    ...post,
    id,
    splits: splits.length > 0 ? splits : [{ account: NO_ACCOUNT, sharePpm: WHOLE_SHARE_PPM }],
  };
}
