import { shippedRulePacks } from '../../server/imports/rule-packs.js';
import type { Rule, RulePack } from '../../src/core/rules/rule-pack.js';

/** A pack that ships with the program. */
export function shippedPack(id: string): RulePack {
  const read = shippedRulePacks().get(id);
  if (!read?.ok) throw new Error(`The rule pack ${id} cannot be read: ${JSON.stringify(read?.problems)}`);
  return read.value;
}

/** Some rules of a pack, by their ids. */
export function shippedRules(pack: string, ...ids: string[]): Rule[] {
  const { rules } = shippedPack(pack);
  return ids.map((id) => {
    const rule = rules.find((one) => one.id === id);
    if (!rule) throw new Error(`The rule pack ${pack} has no rule ${id}`);
    return rule;
  });
}
