import { TextDecoder, TextEncoder } from 'node:util';

// jsdom lacks what Fluent's components observe sizes with.
class SilentResizeObserver implements ResizeObserver {
  observe(): void {
    // Sizes never change in jsdom.
  }
  unobserve(): void {
    // Nothing was observed.
  }
  disconnect(): void {
    // Nothing was observed.
  }
}
globalThis.ResizeObserver = SilentResizeObserver;
// jsdom's performance has no timeline; marks are for measurements in a real browser.
(performance as { mark?: Performance['mark'] }).mark ??= (name) => ({ name }) as PerformanceMark;
// Every browser has these; jsdom hands them to no page.
Object.assign(globalThis, { TextDecoder, TextEncoder });
