import { z } from 'zod';

/** What a person may have seen before: entries of the ledger, comments, answers to requests. */
export type SeenKind = 'allocations' | 'comments' | 'requests';

/** Remembers, for each workbook, which ids a person has seen. */
export type SeenStore = {
  /** Null where nothing was remembered yet, which is another thing than nothing seen. */
  read: (kind: SeenKind, workbookId: string) => ReadonlySet<string> | null;
  write: (kind: SeenKind, workbookId: string, ids: Iterable<string>) => void;
  subscribe: (onChange: () => void) => () => void;
};

export type SeenStoreOptions = {
  /** Where it outlives a reload; null keeps it in memory only. */
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Office's partition key: one origin may be embedded in several places that share nothing. */
  partitionKey?: string | undefined;
};

const Ids = z.array(z.string());

/**
 * Keeps what was seen in memory and, where the browser lets it, in storage. Ids only: no budget text. Storage that
 * refuses or holds something else is no error; a person then sees again what she has seen.
 */
export function createSeenStore({ storage, partitionKey }: SeenStoreOptions): SeenStore {
  const known = new Map<string, ReadonlySet<string>>();
  const listeners = new Set<() => void>();
  const keyOf = (kind: SeenKind, workbookId: string) =>
    `${partitionKey ?? ''}sitebook-seen-${kind}-${workbookId}`;
  return {
    read(kind, workbookId) {
      const key = keyOf(kind, workbookId);
      const held = known.get(key);
      if (held) return held;
      const stored = readIds(storage, key);
      // Kept, so that the same set is given as long as nothing changes.
      if (stored) known.set(key, stored);
      return stored;
    },
    write(kind, workbookId, ids) {
      const key = keyOf(kind, workbookId);
      const seen = new Set(ids);
      known.set(key, seen);
      try {
        storage?.setItem(key, JSON.stringify([...seen]));
      } catch {
        // It is then remembered as long as the pane is open.
      }
      for (const listener of listeners) listener();
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}

function readIds(storage: SeenStoreOptions['storage'], key: string): ReadonlySet<string> | null {
  try {
    const parsed = Ids.safeParse(JSON.parse(storage?.getItem(key) ?? 'null'));
    return parsed.success ? new Set(parsed.data) : null;
  } catch {
    return null;
  }
}
