import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { failed, ok, type Problem, type Result } from '../../src/core/problem.js';
import { combineRulePacks, parseRulePack, type RulePack } from '../../src/core/rules/rule-pack.js';
import { projectRoot } from '../project-root.js';

/** Rule packs by the name of their folder, which is the pack's id. A pack that cannot be read is its problems. */
export type RulePackShelf = ReadonlyMap<string, Result<RulePack>>;

const RULES = 'rules.json';
let shipped: RulePackShelf | undefined;

/** The packs that come with the program, `assets/rule-packs/<id>/rules.json`, read once. */
export function shippedRulePacks(): RulePackShelf {
  shipped ??= readRulePacks(path.join(projectRoot(), 'assets/rule-packs'));
  return shipped;
}

/** Reads every pack under a folder. Folders without `rules.json` hold none. */
export function readRulePacks(folder: string): RulePackShelf {
  const ids = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, RULES)))
    .map(({ name }) => name)
    .sort();
  return new Map(
    ids.map((id) => [id, readRulePack(readFileSync(path.join(folder, id, RULES), 'utf8'), `${id}/${RULES}`)]),
  );
}

/**
 * Reads the text of a rule pack. `file` is what its problems point at: `import.notJson` with `detail`, and what
 * `parseRulePack` finds.
 */
export function readRulePack(text: string, file: string): Result<RulePack> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const params = { detail: (error as Error).message };
    return failed([{ code: 'import.notJson', severity: 'fatal', place: { kind: 'file', file }, params }]);
  }
  return parseRulePack(json, file);
}

/**
 * A district's own rules with those of the packs it uses before them: what a plan stores, so that one hash covers all.
 * Every pack is named with the version the district has looked at; another one is not taken over unseen. Problems, at
 * the district's `file`: `rule.packUnknown` (`pack`, `known`), `rule.packVersion` (`pack`, `wanted`, `version`),
 * `rule.packTwice` (`pack`), `rule.idInTwoPacks` (`rule`, `packs`) where the district has no rule of that id in their
 * place; and those of a pack that cannot be read, at its own file.
 */
export function withUsedPacks(own: RulePack, file: string, shelf: RulePackShelf): Result<RulePack> {
  const problems: Problem[] = [];
  const add = (code: string, params: Problem['params']) =>
    problems.push({ code, severity: 'fatal', place: { kind: 'file', file }, params });
  const used = new Map<string, RulePack>();
  for (const { id, version } of own.uses ?? []) {
    const read = shelf.get(id);
    if (!read) add('rule.packUnknown', { pack: id, known: [...shelf.keys()].join(', ') });
    else if (!read.ok) problems.push(...read.problems);
    else if (read.value.version !== version)
      add('rule.packVersion', { pack: id, wanted: version, version: read.value.version });
    else if (used.has(id)) add('rule.packTwice', { pack: id });
    else used.set(id, read.value);
  }
  const owners = new Map<string, string>();
  const ownIds = new Set(own.rules.map(({ id }) => id));
  for (const [pack, { rules }] of used) {
    for (const { id: rule } of rules) {
      const other = owners.get(rule);
      if (other !== undefined && !ownIds.has(rule))
        add('rule.idInTwoPacks', { rule, packs: `${other}, ${pack}` });
      owners.set(rule, pack);
    }
  }
  return problems.length > 0 ? failed(problems) : ok(combineRulePacks(own, [...used.values()]));
}
