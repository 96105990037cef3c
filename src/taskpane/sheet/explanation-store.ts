import { z } from 'zod';
import { Explanation } from '../../core/budget/explanation.js';

/**
 * Explanations of warnings that are about no line, as far as they are written and not saved yet: a workbook has no
 * cell for them. They go along with the next save.
 */
export type ExplanationStore = {
  /** What was written, by the warning's key; the empty text takes back what was saved. The same map until it changes. */
  drafts: () => ReadonlyMap<string, string>;
  write: (problemKey: string, text: string) => void;
  /** Forgets what a saved content holds now. */
  settle: (saved: readonly Explanation[] | undefined) => void;
  /** Makes what is written and not saved what leads from the saved explanations to the wanted ones. */
  become: (wanted: readonly Explanation[] | undefined, saved: readonly Explanation[] | undefined) => void;
  subscribe: (onChange: () => void) => () => void;
};

export type ExplanationStoreOptions = {
  /** Where it outlives a reload; null keeps it in memory only. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  partitionKey?: string | undefined;
  workbookId: string;
};

const Drafts = z.array(z.tuple([Explanation.shape.problemKey, Explanation.shape.text]));

/** Storage that refuses or holds something else is no error: what is written then lasts as long as the pane. */
export function createExplanationStore(options: ExplanationStoreOptions): ExplanationStore {
  const { storage, partitionKey, workbookId } = options;
  const key = `${partitionKey ?? ''}sitebook-explanations-${workbookId}`;
  const listeners = new Set<() => void>();
  let drafts = readDrafts(storage, key);
  const change = (next: ReadonlyMap<string, string>) => {
    drafts = next;
    try {
      if (next.size === 0) storage?.removeItem(key);
      else storage?.setItem(key, JSON.stringify([...next]));
    } catch {
      // It then lasts as long as the pane.
    }
    for (const listener of listeners) listener();
  };
  return {
    drafts: () => drafts,
    write: (problemKey, text) => change(new Map([...drafts, [problemKey, text]])),
    settle(saved) {
      const texts = textsOf(saved);
      const left = [...drafts].filter(([problemKey, text]) => (texts.get(problemKey) ?? '') !== text.trim());
      if (left.length < drafts.size) change(new Map(left));
    },
    become(wanted, saved) {
      const [to, from] = [textsOf(wanted), textsOf(saved)];
      const next = [...new Set([...from.keys(), ...to.keys()])].flatMap((problemKey): [string, string][] => {
        const text = to.get(problemKey) ?? '';
        return text === (from.get(problemKey) ?? '') ? [] : [[problemKey, text]];
      });
      if (next.length > 0 || drafts.size > 0) change(new Map(next));
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

/** The explanations of a content with what was written since; undefined where there are none and never were. */
export function withDrafts(
  saved: readonly Explanation[] | undefined,
  drafts: ReadonlyMap<string, string>,
): Explanation[] | undefined {
  if (saved === undefined && drafts.size === 0) return undefined;
  const texts = new Map((saved ?? []).map(({ problemKey, text }) => [problemKey, text]));
  for (const [problemKey, text] of drafts) {
    if (text.trim() === '') texts.delete(problemKey);
    else texts.set(problemKey, text);
  }
  return [...texts].map(([problemKey, text]) => ({ problemKey, text }));
}

function textsOf(explanations: readonly Explanation[] = []): Map<string, string> {
  return new Map(explanations.map(({ problemKey, text }) => [problemKey, text.trim()]));
}

function readDrafts(storage: ExplanationStoreOptions['storage'], key: string): ReadonlyMap<string, string> {
  try {
    const parsed = Drafts.safeParse(JSON.parse(storage?.getItem(key) ?? '[]'));
    return new Map(parsed.success ? parsed.data : []);
  } catch {
    return new Map();
  }
}
