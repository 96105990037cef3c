import { lazy, useState, type ComponentType } from 'react';

const screens: (() => Promise<void>)[] = [];

/**
 * A screen whose code comes after the pane has opened, so that opening is quick. `preloadScreens` fetches all of them
 * soon after, since a pane that has lost its connection can fetch nothing; a screen that is there paints at once.
 */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const fetchIt = async () => {
    loaded ??= await load();
    return { default: loaded };
  };
  const Later = lazy(fetchIt);
  screens.push(async () => void (await fetchIt()));
  return function LazyScreen(props: Props) {
    // Chosen once: a screen keeps its state while its code arrives for others.
    const [Screen] = useState<ComponentType<Props>>(() => loaded ?? Later);
    return <Screen {...props} />;
  };
}

/** Fetches the code of every screen. What cannot be fetched now is asked for again when it is opened. */
export async function preloadScreens(): Promise<void> {
  await Promise.allSettled(screens.map((load) => load()));
}
