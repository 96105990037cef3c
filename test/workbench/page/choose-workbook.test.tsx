/** @jest-environment jsdom */
import '../../support/jsdom-setup.js';
import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { getWorkbook, listSites } from '../../../src/contract/sites.js';
import { ServicesContext } from '../../../src/ui/services/services.js';
import { createSessionStore } from '../../../src/ui/session/session-store.js';
import { ChooseWorkbook } from '../../../src/workbench/page/ChooseWorkbook.js';
import { FakeApi, refusal, UNREACHABLE } from '../../support/fake-api.js';
import { NOW } from '../../support/pane-setup.js';
import { smallBook } from '../../support/small-book.js';

afterEach(cleanup);

const { site, plan } = smallBook();
const NO_FILE = 'This file could not be opened. Choose an Excel workbook (.xlsx).';

function choose(siteCode: string | null, api = new FakeApi()) {
  api.on(listSites, () => ({
    year: plan.year,
    sites: [{ site, revision: null, submission: null, allocatedCents: 0, currentCents: 0 }],
  }));
  const session = createSessionStore({ storage: null, now: () => NOW });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let opened = 0;
  render(
    <QueryClientProvider client={queries}>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <ChooseWorkbook siteCode={siteCode} onOpened={() => (opened += 1)} />
      </ServicesContext>
    </QueryClientProvider>,
  );
  return { api, opened: () => opened };
}

describe('choosing a workbook', () => {
  test('an address with a site that is not there says so, and offers those that are', async () => {
    const { api } = choose('999');
    expect((await screen.findByRole('alert')).textContent).toContain('There is no site 999');
    expect(screen.getByRole('button', { name: 'Open Maple Valley High School' })).toBeTruthy();
    expect(api.bodies(getWorkbook)).toEqual([]);
  });

  test('an address with a site that is there opens it, without a word about it', async () => {
    const { api } = choose('608');
    await waitFor(() => expect(api.bodies(getWorkbook)).toHaveLength(1));
    expect(screen.queryByText(/There is no site/)).toBeNull();
  });

  test('a server that refuses is quoted, one that is away can be tried again; neither is the file’s fault', async () => {
    const { api } = choose(null);
    api.on(getWorkbook, () => {
      throw refusal('permission.missing', 403, 'You may not open this site.');
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Open Maple Valley High School' }));
    expect(await screen.findByText('You may not open this site.')).toBeTruthy();
    expect(screen.queryByText(NO_FILE)).toBeNull();
    api.on(getWorkbook, () => {
      throw UNREACHABLE;
    });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Sitebook cannot be reached.')).toBeTruthy();
    expect(screen.queryByText(NO_FILE)).toBeNull();
    expect(api.bodies(getWorkbook)).toHaveLength(2);
  });

  test('bytes that are no workbook are told as such', async () => {
    const { api, opened } = choose(null);
    api.on(getWorkbook, () => new Uint8Array([1, 2, 3]));
    fireEvent.click(await screen.findByRole('button', { name: 'Open Maple Valley High School' }));
    expect(await screen.findByText(NO_FILE)).toBeTruthy();
    expect(opened()).toBe(0);
  });
});
