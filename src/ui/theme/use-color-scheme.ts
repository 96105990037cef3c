import { useSyncExternalStore } from 'react';

export type ColorScheme = 'light' | 'dark';

const DARK = '(prefers-color-scheme: dark)';

/** The scheme to paint in: that of the host's background where it is known, otherwise the system's. */
export function useColorScheme(officeBackground: string | undefined): ColorScheme {
  const system = useSyncExternalStore(watchSystem, () => systemScheme());
  return schemeOfBackground(officeBackground) ?? system;
}

/** Dark when a background such as `#262626` is nearer to black than to white (relative luminance, sRGB weights). */
export function schemeOfBackground(background: string | undefined): ColorScheme | null {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(background ?? '');
  if (!match) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? 'dark' : 'light';
}

function mediaQuery(): MediaQueryList | null {
  return typeof window.matchMedia === 'function' ? window.matchMedia(DARK) : null;
}

function systemScheme(): ColorScheme {
  return mediaQuery()?.matches === true ? 'dark' : 'light';
}

function watchSystem(onChange: () => void): () => void {
  const query = mediaQuery();
  query?.addEventListener('change', onChange);
  return () => query?.removeEventListener('change', onChange);
}
