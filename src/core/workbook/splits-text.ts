import { WHOLE_SHARE_PPM, type FundingSplit } from '../staffing/position.js';

/**
 * How a post's funding is written in a cell and in import files: the account alone when one pays all, otherwise
 * `account=60%;account=40%` with up to four decimals.
 */
export function formatSplits(splits: readonly FundingSplit[]): string {
  const [only] = splits;
  if (splits.length === 1 && only?.sharePpm === WHOLE_SHARE_PPM) return only.account;
  return splits.map((split) => `${split.account}=${String(split.sharePpm / 10_000)}%`).join(';');
}

/** Reads the written form. A share that is no percentage counts as 100 %, so that the sum shows the mistake. */
export function parseSplits(text: string): FundingSplit[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(.*?)\s*=\s*(\d{1,3}(?:\.\d{1,4})?)\s*%$/.exec(part);
      if (!match) return { account: part, sharePpm: WHOLE_SHARE_PPM };
      const [whole = '0', decimals = ''] = (match[2] ?? '').split('.');
      const sharePpm = Number(whole) * 10_000 + Number(decimals.padEnd(4, '0'));
      return { account: match[1] ?? '', sharePpm };
    });
}
