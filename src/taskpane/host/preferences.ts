/** What a person has told the pane once and is not asked again, kept by the browser. */
export type Preferences = { has: (name: PreferenceName) => boolean; note: (name: PreferenceName) => void };
export type PreferenceName = 'hasStarted';

export type PreferencesOptions = {
  /** Null where the browser keeps nothing for embedded pages: a preference then lasts as long as the pane. */
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Office's partition key: the same origin may be embedded in several places. */
  partitionKey?: string | undefined;
};

/** Preferences in storage. Storage that refuses (private windows, full) is no error. */
export function createPreferences({ storage, partitionKey = '' }: PreferencesOptions): Preferences {
  const noted = new Set<PreferenceName>();
  const keyOf = (name: PreferenceName) => `${partitionKey}sitebook-${name}`;
  return {
    has(name) {
      if (noted.has(name)) return true;
      try {
        return storage?.getItem(keyOf(name)) === 'yes';
      } catch {
        return false;
      }
    },
    note(name) {
      noted.add(name);
      try {
        storage?.setItem(keyOf(name), 'yes');
      } catch {
        // Asked again the next time the pane opens.
      }
    },
  };
}
