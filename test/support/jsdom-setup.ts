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

/**
 * Nothing is laid out or painted here, and every rule is tried on every element whose role or name is looked for, a third
 * of the time of these tests. Those that show and hide things are what such a search asks for.
 */
const { value: insertRule } = Object.getOwnPropertyDescriptor(CSSStyleSheet.prototype, 'insertRule') as {
  value: CSSStyleSheet['insertRule'];
};
CSSStyleSheet.prototype.insertRule = function (this: CSSStyleSheet, rule, index = 0) {
  return /\b(display|visibility)\b/.test(rule) ? insertRule.call(this, rule, index) : index;
};
