import type { Cents } from '../money.js';
import type { Fte } from '../fte.js';
import { WHOLE_DISTRICT, type AccountCodes, type Dimension, type DimensionReader } from './dimensions.js';

export type Sum = { cents: Cents; fte: Fte };
/** Sums by the code of a dimension. */
export type Sums = Map<string, Sum>;

export function addTo(sums: Sums, key: string, cents: Cents, fte: Fte): void {
  const sum = sums.get(key);
  if (sum) {
    sum.cents += cents;
    sum.fte += fte;
  } else sums.set(key, { cents, fte });
}

/**
 * Adds lines up by every dimension at once. Each line goes to its account and to its site's funding source; what those
 * count for is read once for an account, however many lines it has and whatever they are added up by.
 */
export class DimensionSums {
  private readonly accounts = new Map<string, Sum & { codes: AccountCodes }>();
  private readonly sites = new Map<string, Sums>();
  // Lines come by account or by site, so the next one is mostly of the same.
  private account: string | null = null;
  private accountSum: (Sum & { codes: AccountCodes }) | null = null;
  private site: string | null = null;
  private siteSums: Sums | null = null;

  constructor(private readonly reader: DimensionReader) {}

  add(account: string, siteCode: string, cents: Cents, fte: Fte): void {
    const ofAccount = this.ofAccount(account);
    ofAccount.cents += cents;
    ofAccount.fte += fte;
    addTo(this.ofSite(siteCode), ofAccount.codes.fundingSource, cents, fte);
  }

  /** The sums of all that was added, for each dimension that the reader has. */
  byDimension(): Map<Dimension, Sums> {
    const all = new Map<Dimension, Sums>(this.reader.dimensions.map((dimension) => [dimension, new Map()]));
    const addOf = (dimension: Dimension, code: string, { cents, fte }: Sum) => {
      const sums = all.get(dimension);
      if (sums) addTo(sums, code, cents, fte);
    };
    for (const sum of this.accounts.values()) {
      addOf('total', WHOLE_DISTRICT, sum);
      addOf('fund', sum.codes.fund, sum);
      addOf('function', sum.codes.function, sum);
      addOf('objectGroup', sum.codes.objectGroup, sum);
      addOf('fundingSource', sum.codes.fundingSource, sum);
    }
    for (const [site, sources] of this.sites) {
      for (const [source, sum] of sources) {
        addOf('site', site, sum);
        addOf('siteSource', `${site} ${source}`, sum);
      }
    }
    return all;
  }

  private ofAccount(account: string): Sum & { codes: AccountCodes } {
    if (this.accountSum && this.account === account) return this.accountSum;
    let sum = this.accounts.get(account);
    if (!sum) this.accounts.set(account, (sum = { cents: 0, fte: 0, codes: this.reader.codesOf(account) }));
    this.account = account;
    this.accountSum = sum;
    return sum;
  }

  private ofSite(code: string): Sums {
    if (this.siteSums && this.site === code) return this.siteSums;
    let sums = this.sites.get(code);
    if (!sums) this.sites.set(code, (sums = new Map()));
    this.site = code;
    this.siteSums = sums;
    return sums;
  }
}
