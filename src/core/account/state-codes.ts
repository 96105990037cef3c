import type { AccountStructure } from './account-structure.js';

/** For each segment of a structure, the codes whose state code differs; undefined where none does. */
export type StateCodeMaps = readonly (ReadonlyMap<string, string> | undefined)[];

type Entry = { code: string; parent?: string | undefined; stateCode?: string | undefined };

/**
 * Works out every code's state code: its own, else that of the nearest code above it which has one, else the code
 * itself. Parents that run in a circle count as having none.
 */
export function stateCodeMaps(
  structure: AccountStructure,
  codes: Readonly<Record<string, readonly Entry[]>>,
): StateCodeMaps {
  return structure.segments.map((segment) => {
    const list = codes[segment.code];
    if (!list?.some(({ stateCode }) => stateCode !== undefined)) return undefined;
    const byCode = new Map(list.map((entry) => [entry.code, entry]));
    const map = new Map<string, string>();
    for (const { code } of list) {
      const stateCode = stateCodeOf(byCode, code);
      if (stateCode !== code) map.set(code, stateCode);
    }
    return map;
  });
}

/** An account's codes as the state has them. Gives the very same array where nothing differs. */
export function toStateCodes(maps: StateCodeMaps, codes: readonly string[]): readonly string[] {
  let state: string[] | undefined;
  for (let at = 0; at < codes.length; at += 1) {
    const stateCode = maps[at]?.get(codes[at] ?? '');
    if (stateCode !== undefined) (state ??= [...codes])[at] = stateCode;
  }
  return state ?? codes;
}

function stateCodeOf(byCode: ReadonlyMap<string, Entry>, code: string): string {
  const seen = new Set<string>();
  let entry = byCode.get(code);
  while (entry && !seen.has(entry.code)) {
    if (entry.stateCode !== undefined) return entry.stateCode;
    seen.add(entry.code);
    entry = entry.parent === undefined ? undefined : byCode.get(entry.parent);
  }
  return code;
}
