import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { grantOf } from '../../src/core/district/role.js';
import { createMaster, listMasters } from '../../src/contract/master-budgets.js';
import { getDemo, type Person } from '../../src/contract/sign-in.js';
import { getWorkbook, getWorkbooks, listSites } from '../../src/contract/sites.js';
import { decideSubmission, getSubmission, listSubmissions } from '../../src/contract/submissions.js';
import { App } from '../../src/web/app/App.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { FakeApi, refusal, UNREACHABLE } from '../support/fake-api.js';
import { NOW, PRINCIPAL, receiptOf, submissionOf } from '../support/pane-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});

const REVIEWER: Person = { ...PRINCIPAL, roles: [grantOf('reviewer')] };
const MANAGER: Person = {
  ...PRINCIPAL,
  roles: [...REVIEWER.roles, grantOf('budgetManager')],
};

const { site, plan } = smallBook();
const item = () => ({
  submission: submissionOf(),
  site,
  revision: receiptOf(1).revision,
  currentCents: 26_176_000,
  allocatedCents: 27_700_000,
  changedLines: 1,
});

/** The finance office in front of a server that has one submission. */
function openOffice(person: Person | null = REVIEWER) {
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(listSites, () => ({
      year: plan.year,
      sites: [{ site, revision: null, submission: null, allocatedCents: 0, currentCents: 0 }],
    }))
    .on(listSubmissions, () => ({ items: [item()], next: null, waiting: 1 }))
    .on(getSubmission, () => ({
      ...item(),
      lines: [],
      unchangedLines: 7,
      balances: [],
      problems: [],
      rules: [],
    }))
    .on(listMasters, () => ({ versions: [] }));
  const session = createSessionStore({ storage: null, now: () => NOW });
  if (person !== null) {
    session.set({
      district: 'maple-valley',
      token: 'token',
      expiresAt: '2024-03-07T02:00:00.000Z',
      person,
    });
  }
  const show = () =>
    render(
      <SitebookTheme>
        <ServicesContext value={{ api, session, now: () => NOW }}>
          <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
            <App />
          </QueryClientProvider>
        </ServicesContext>
      </SitebookTheme>,
    );
  return { api, session, show };
}

describe('the finance office', () => {
  test('asks who is there, and says why when a session has ended', () => {
    const { session, show } = openOffice();
    session.set(null, 'Your sign-in has ended after eight hours.');
    show();
    expect(screen.getByTestId('sign-in')).toBeTruthy();
    expect(screen.getByText('Your sign-in has ended after eight hours.')).toBeTruthy();
  });

  test.each([
    ['a reviewer', REVIEWER, ['Queue', 'Sites']],
    ['a budget manager', MANAGER, ['Queue', 'Sites', 'Master budget']],
    ['a principal', PRINCIPAL, ['Queue', 'Sites']],
  ])('%s has the tabs of the role', (_, person, tabs) => {
    openOffice(person).show();
    const shown = ['Queue', 'Sites', 'Master budget'].filter((name) => screen.queryByRole('tab', { name }));
    expect(shown).toEqual(tabs);
  });

  test('an empty queue says what will come', async () => {
    const { api, show } = openOffice();
    api.on(listSubmissions, () => ({ items: [], next: null, waiting: 0 }));
    show();
    expect(await screen.findByText('Nothing to review')).toBeTruthy();
  });

  test('a server that cannot be reached says what is safe, and is asked again', async () => {
    const { api, show } = openOffice();
    api.on(listSubmissions, () => Promise.reject(UNREACHABLE));
    show();
    await screen.findByTestId('error-state');
    api.on(listSubmissions, () => ({ items: [item()], next: null, waiting: 1 }));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: `${site.name} · Revision 1` })).toBeTruthy();
  });

  test('a line that was taken out is marked, with what it had and nothing proposed', async () => {
    const { api, show } = openOffice();
    const line = {
      lineId: 'line-6',
      account: '100-1131-608-050-410',
      title: 'Classroom supplies',
      accountTitle: 'Supplies',
      fundingSource: null,
      currentCents: 1_248_000,
      proposedCents: 0,
      currentFte: 0,
      proposedFte: 0,
      justification: '',
      isRemoved: true,
    };
    const kept = { ...line, lineId: 'line-8', title: 'Software', proposedCents: 5, isRemoved: false };
    api.on(getSubmission, () => ({
      ...item(),
      lines: [line, kept],
      unchangedLines: 7,
      balances: [],
      problems: [],
      rules: [],
    }));
    show();
    const row = (await screen.findByText('Classroom supplies')).closest('tr');
    expect(row?.textContent).toContain('Line removed');
    expect(row?.textContent).toContain('(12,480)');
    expect(screen.getByText('Software').closest('tr')?.textContent).not.toContain('Line removed');
  });

  test('problems come with their rule; what is explained or judged at the office is no work of the reviewer', async () => {
    const { api, show } = openOffice();
    const warning = {
      code: 'change.increase',
      severity: 'warning',
      place: { kind: 'site', siteCode: site.code },
      params: { what: 'Supplies', changeCents: 100, currentCents: 0, proposedCents: 100 },
      ruleId: 'change',
    } as const;
    const office = {
      code: 'rule.atOffice',
      severity: 'info',
      place: { kind: 'site', siteCode: site.code },
      params: { rule: 'Carry-over', what: 'figure:award' },
      ruleId: 'carry',
    } as const;
    api.on(getSubmission, () => ({
      ...item(),
      lines: [],
      unchangedLines: 7,
      balances: [],
      problems: [{ ...warning, part: 'a', explanation: 'A new class.' }, { ...warning, part: 'b' }, office],
      rules: [{ id: 'change', title: 'Large changes', citation: 'Policy DB', askWhom: 'finance' }],
    }));
    show();
    const [open, explained] = await screen.findAllByTestId('problem');
    expect(screen.getAllByTestId('problem')).toHaveLength(2);
    expect(open?.textContent).not.toContain('Explained');
    expect(explained?.textContent).toContain('Explained: “A new class.”');
    fireEvent.click(screen.getAllByRole('button', { name: 'Why?' })[0] ?? document.body);
    expect(open?.textContent).toContain('The rule: Large changes · Policy DB Ask finance.');
    fireEvent.click(screen.getByRole('button', { name: '1 checked at the office' }));
    expect(screen.getAllByTestId('problem')).toHaveLength(3);
  });

  test('approving names the amount; sending back wants a comment', async () => {
    const { api, show } = openOffice();
    api.on(decideSubmission, () => submissionOf({ status: 'approved' }));
    show();
    fireEvent.click(await screen.findByRole('button', { name: 'Send back…' }));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send back' }).disabled).toBe(true);
    fireEvent.change(screen.getByLabelText(/What should change/), {
      target: { value: '  Explain P-0042. ' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Send back' }));
    await waitFor(() =>
      expect(api.bodies(decideSubmission)).toEqual([{ decision: 'return', comment: 'Explain P-0042.' }]),
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Approve…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Approve $249,412.82' }));
    await waitFor(() => expect(api.bodies(decideSubmission)).toHaveLength(2));
  });

  test('a decision that somebody else took first is told, and what is shown is asked anew', async () => {
    const { api, show } = openOffice();
    api.on(decideSubmission, () =>
      Promise.reject(refusal('submission.alreadyDecided', 409, 'This submission is decided already.')),
    );
    show();
    fireEvent.click(await screen.findByRole('button', { name: 'Approve…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Approve $249,412.82' }));
    expect(await screen.findByText('This submission is decided already.')).toBeTruthy();
    await waitFor(() => expect(api.bodies(listSubmissions).length).toBeGreaterThan(1));
  });

  test('a merge without an approved site says so', async () => {
    const { api, show } = openOffice(MANAGER);
    api.on(createMaster, () =>
      Promise.reject(refusal('master.nothingApproved', 409, 'No site is approved yet.')),
    );
    show();
    fireEvent.click(screen.getByRole('tab', { name: 'Master budget' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Merge approved sites' }));
    expect(await screen.findByText('No site is approved yet.')).toBeTruthy();
  });
});

describe('the workbooks of all sites', () => {
  const button = () => screen.queryByRole('button', { name: 'Download all workbooks' });
  const openSites = async (person: Person) => {
    window.history.replaceState(null, '', '/sites');
    const { api, show } = openOffice(person);
    show();
    await screen.findByText(site.name);
    return api;
  };

  test('are the budget manager’s to take, and what fails is said', async () => {
    const saved: string[] = [];
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    Object.assign(URL, { createObjectURL: () => 'blob:', revokeObjectURL: () => undefined });
    const api = await openSites(MANAGER);
    api.on(getWorkbooks, () => {
      throw UNREACHABLE;
    });
    fireEvent.click(button()!);
    await screen.findByText('The workbooks could not be downloaded. Try again.');
    api.on(getWorkbooks, () => new Uint8Array([1]));
    fireEvent.click(button()!);
    await waitFor(() => expect(saved).toEqual(['Workbooks 2024-25.zip']));
    api.on(getWorkbook, () => new Uint8Array([1]));
    fireEvent.click(screen.getByRole('button', { name: `Download the workbook of ${site.name}` }));
    await waitFor(() => expect(saved[1]).toBe(`${site.code} ${site.name} 2024-25.xlsx`));
    click.mockRestore();
  });

  test('are no reviewer’s', async () => {
    await openSites(REVIEWER);
    expect(button()).toBeNull();
  });
});
