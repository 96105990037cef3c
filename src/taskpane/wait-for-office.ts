/** Told by the pane when it could not start though Excel's library is there. */
export const START_FAILED = 'sitebook:start-failed';

/** Longer than a slow school network takes for Microsoft's files; what comes later still opens the pane. */
export const PATIENCE_MS = 10_000;

type Trouble = 'missing' | 'slow' | 'failed';

/**
 * Watches over a page until the pane has painted: whether Microsoft's library failed to load, hangs on its way, never
 * says which host it runs in, or the pane failed to start. Each is said on the page, with a way to try again. Nothing
 * here needs the library or the pane's own scripts.
 */
export function waitForOffice(page: Document): void {
  const root = page.getElementById('root');
  const panel = page.getElementById('office-trouble');
  if (root === null || panel === null) return;
  const show = (trouble: Trouble | null) => {
    for (const part of panel.querySelectorAll<HTMLElement>('[data-trouble]')) {
      part.hidden = part.dataset['trouble'] !== trouble;
    }
    panel.hidden = trouble === null;
    const waiting = page.getElementById('office-waiting');
    if (waiting) waiting.hidden = root.hasChildNodes() || trouble !== null;
  };
  const timer = setTimeout(() => show('slow'), PATIENCE_MS);
  const settle = (trouble: Trouble | null) => {
    clearTimeout(timer);
    show(trouble);
  };
  // The library's script comes before this event, or has failed by then.
  page.addEventListener('DOMContentLoaded', () => {
    if (!('Office' in globalThis)) settle('missing');
  });
  page.addEventListener(START_FAILED, () => settle('failed'));
  new MutationObserver((_, observer) => {
    observer.disconnect();
    settle(null);
  }).observe(root, { childList: true });
  page.getElementById('office-retry')?.addEventListener('click', () => location.reload());
}
