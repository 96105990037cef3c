import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PATIENCE_MS, START_FAILED, waitForOffice } from '../../src/taskpane/wait-for-office.js';

// The page as Excel loads it, with a stand-in for the address that the build writes into it.
const html = readFileSync(path.resolve(import.meta.dirname, '../../assets/pages/taskpane.html'), 'utf8');
const body = (/<body>(.*)<\/body>/s.exec(html)?.[1] ?? '').replaceAll(
  /<%[^%]*%>/g,
  'https://office.test/office.js',
);

/** The page as a person finds it before any script of its own ran. */
function openPage(): Document {
  const page = document.implementation.createHTMLDocument();
  page.body.innerHTML = body;
  return page;
}

const isSeen = (element: Element | null): boolean => element?.closest('[hidden]') === null;
const headings = (page: Document) =>
  [...page.querySelectorAll('h1')].filter(isSeen).map(({ textContent }) => textContent);
const isWaiting = (page: Document) => isSeen(page.getElementById('office-waiting'));
const canRetry = (page: Document) => isSeen(page.getElementById('office-retry'));
const paint = async (page: Document) => {
  page.getElementById('root')?.append('the pane');
  await Promise.resolve();
};

let page: Document;
beforeEach(() => {
  jest.useFakeTimers();
  page = openPage();
  waitForOffice(page);
});
afterEach(() => {
  jest.useRealTimers();
  delete (globalThis as { Office?: unknown }).Office;
});

describe('until the pane has painted', () => {
  test('the page says that it opens, and nothing else', () => {
    expect(isWaiting(page)).toBe(true);
    expect(headings(page)).toEqual([]);
    expect(canRetry(page)).toBe(false);
  });

  test('a library that failed to load is told at once, with its address', () => {
    page.dispatchEvent(new Event('DOMContentLoaded'));
    expect(headings(page)).toEqual(["Excel's library did not load"]);
    expect(page.querySelector('[data-trouble="missing"] code')?.textContent).toBe(
      'https://office.test/office.js',
    );
    expect(canRetry(page)).toBe(true);
    expect(isWaiting(page)).toBe(false);
    jest.advanceTimersByTime(PATIENCE_MS * 2);
    expect(headings(page)).toEqual(["Excel's library did not load"]);
  });

  test('a library that hangs on its way is told after a time, and can be tried again', () => {
    jest.advanceTimersByTime(PATIENCE_MS - 1);
    expect(headings(page)).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(headings(page)).toEqual(["Excel's library is still loading"]);
    expect(canRetry(page)).toBe(true);
  });

  test('so is one that is there and never says which host it runs in', () => {
    Object.assign(globalThis, { Office: {} });
    page.dispatchEvent(new Event('DOMContentLoaded'));
    expect(headings(page)).toEqual([]);
    jest.advanceTimersByTime(PATIENCE_MS);
    expect(headings(page)).toEqual(["Excel's library is still loading"]);
  });

  test('what comes late after all opens the pane, and the message goes', async () => {
    jest.advanceTimersByTime(PATIENCE_MS);
    await paint(page);
    expect(headings(page)).toEqual([]);
    expect(canRetry(page)).toBe(false);
    expect(isWaiting(page)).toBe(false);
  });

  test('a pane that fails to start is told', () => {
    page.dispatchEvent(new Event(START_FAILED));
    expect(headings(page)).toEqual(['Sitebook could not start']);
    expect(canRetry(page)).toBe(true);
  });
});

test('a pane that painted in time is never disturbed', async () => {
  Object.assign(globalThis, { Office: {} });
  await paint(page);
  jest.advanceTimersByTime(PATIENCE_MS * 2);
  page.dispatchEvent(new Event('DOMContentLoaded'));
  expect(headings(page)).toEqual([]);
  expect(isWaiting(page)).toBe(false);
});
