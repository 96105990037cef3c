import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { grantOf, type Grant } from '../../src/core/district/role.js';
import type { Submission, SubmissionStep } from '../../src/core/approval/submission.js';
import type { ReplyOf } from '../../src/contract/endpoint.js';
import { getDemo, type Person } from '../../src/contract/sign-in.js';
import { listSites } from '../../src/contract/sites.js';
import {
  approveSubmissions,
  decideSubmission,
  getSubmission,
  listSubmissions,
  reopenSubmission,
  type QueueItem,
} from '../../src/contract/submissions.js';
import { App } from '../../src/web/app/App.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { factsOf } from '../support/approval-world.js';
import { FakeApi, refusal } from '../support/fake-api.js';
import { NOW, PRINCIPAL, receiptOf, submissionOf } from '../support/pane-setup.js';
import { smallBook } from '../support/small-book.js';

// Two lists and a submission are fetched one after the other, on a machine that may be busy.
configure({ asyncUtilTimeout: 20_000 });

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});

const { site, plan } = smallBook();
const ANNA = '1c9b2f0e-7a52-4a3e-9a55-2f1f8e4b7a10';
const BEN = '2c9b2f0e-7a52-4a3e-9a55-2f1f8e4b7a11';

const stepOf = (id: string, title: string, more: Partial<SubmissionStep> = {}): SubmissionStep => ({
  rule: { id, title, approvers: [{ role: 'reviewer' }] },
  stage: 0,
  sources: [],
  touched: [],
  since: '2024-03-05T17:00:00.000Z',
  signatures: [],
  delegations: [],
  doneAt: null,
  ...more,
});

type Detail = ReplyOf<typeof getSubmission>;

function itemOf(submission: Submission): QueueItem {
  const { revision } = receiptOf(1);
  return {
    submission,
    site,
    revision: { ...revision, fatalCount: 0, warningCount: 0 },
    currentCents: 26_176_000,
    allocatedCents: 27_700_000,
    changedLines: 1,
  };
}

const detailOf = (submission: Submission, more: Partial<Detail> = {}): Detail => ({
  ...itemOf(submission),
  lines: [],
  unchangedLines: 7,
  balances: [],
  problems: [],
  rules: [],
  yourSteps: [],
  ...more,
});

function openQueue(
  detail: Detail,
  grants: Grant[] = [grantOf('reviewer')],
  items = [itemOf(detail.submission)],
  serve: (api: FakeApi) => unknown = () => null,
) {
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(listSites, () => ({ year: plan.year, sites: [] }))
    .on(listSubmissions, () => ({ items, next: null, waiting: items.length }))
    .on(getSubmission, () => detail)
    .on(decideSubmission, () => detail.submission)
    .on(reopenSubmission, () => detail.submission);
  serve(api);
  const person: Person = { ...PRINCIPAL, id: ANNA, roles: grants };
  const session = createSessionStore({ storage: null, now: () => NOW });
  session.set({ district: 'maple-valley', token: 'token', expiresAt: '2024-03-07T02:00:00.000Z', person });
  render(
    <SitebookTheme>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <App />
        </QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>,
  );
  return api;
}

const routed = (steps: SubmissionStep[], more: Partial<Submission> = {}): Submission => ({
  ...submissionOf(),
  steps,
  ...more,
});

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const choose = async (name: string) => {
  await press('More');
  fireEvent.click(await screen.findByRole('menuitem', { name }));
};
const type = (label: RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('a submission on its way', () => {
  test('shows every step with who signed it and who has it', async () => {
    const signed = { personId: BEN, person: 'Ben Ode', at: '2024-03-05T18:00:00.000Z' };
    const submission = routed([
      stepOf('area', 'Area superintendent', { signatures: [signed], doneAt: signed.at }),
      stepOf('budget', 'Budget office', { stage: 1 }),
    ]);
    const step = { holders: ['Anna Chen', 'Cy Fox'], since: '2024-03-05T18:00:00.000Z' };
    openQueue(
      detailOf(submission, {
        route: {
          dueDate: '2024-03-15',
          timeZone: 'America/Los_Angeles',
          steps: [
            { id: 'area', title: 'Area superintendent', status: 'done', holders: ['Ben Ode'], since: null },
            { id: 'budget', title: 'Budget office', status: 'waiting', dueDate: '2024-03-20', ...step },
          ],
        },
      }),
    );
    const list = await screen.findByRole('list', { name: 'Way of this budget' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(first?.textContent).toContain('Ben Ode, ');
    expect(second?.getAttribute('aria-current')).toBe('step');
    expect(second?.textContent).toContain('Anna Chen, Cy Fox');
    expect(second?.textContent).toContain('due ');
  });

  test('of which nothing waits for the reader offers no decision, and says so', async () => {
    openQueue(detailOf(routed([stepOf('budget', 'Budget office')])));
    expect(await screen.findByText('Nothing here waits for you.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Approve…' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
    fireEvent.keyDown(window, { key: 'a' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('with two steps for the reader asks as which, and the statement of that one', async () => {
    const statement = 'I have checked the federal rules.';
    const federal = stepOf('federal', 'Federal programs');
    const submission = routed([
      stepOf('budget', 'Budget office'),
      { ...federal, rule: { ...federal.rule, attestation: statement } },
    ]);
    const api = openQueue(detailOf(submission, { yourSteps: ['budget', 'federal'] }));
    await press('Approve…');
    expect(screen.queryByLabelText(statement)).toBeNull();
    fireEvent.click(screen.getByRole('radio', { name: 'Federal programs' }));
    const now = screen.getByRole<HTMLButtonElement>('button', { name: /^Approve \$/ });
    expect(now.disabled).toBe(true);
    fireEvent.click(screen.getByLabelText(statement));
    fireEvent.click(now);
    await waitFor(() =>
      expect(api.bodies(decideSubmission)).toEqual([
        {
          decision: 'approve',
          comment: '',
          step: 'federal',
          attestation: { text: statement, confirmed: true },
        },
      ]),
    );
  });

  test('is rejected with a reason only', async () => {
    const api = openQueue(detailOf(routed([stepOf('budget', 'Budget office')]), { yourSteps: ['budget'] }));
    await choose('Reject…');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Reject' }).disabled).toBe(true);
    expect(screen.getByText('Say why.')).toBeTruthy();
    type(/Why/, '  Begin anew.  ');
    await press('Reject');
    await waitFor(() =>
      expect(api.bodies(decideSubmission)).toEqual([{ decision: 'reject', comment: 'Begin anew.' }]),
    );
  });

  test('is given to somebody who may stand in', async () => {
    const api = openQueue(
      detailOf(routed([stepOf('budget', 'Budget office')]), {
        yourSteps: ['budget'],
        standIns: [{ step: 'budget', people: [{ id: BEN, name: 'Ben Ode' }] }],
      }),
    );
    await choose('Give my signature to…');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Give signature' }).disabled).toBe(true);
    fireEvent.click(screen.getByRole('combobox'));
    fireEvent.click(await screen.findByRole('option', { name: 'Ben Ode' }));
    await press('Give signature');
    await waitFor(() =>
      expect(api.bodies(decideSubmission)).toEqual([{ decision: 'delegate', comment: '', delegateTo: BEN }]),
    );
  });

  test('that the reader signed can be taken back, and the refusal is shown where somebody was first', async () => {
    const mine = { personId: ANNA, person: 'Anna', at: '2024-03-05T18:00:00.000Z' };
    const submission = routed([
      stepOf('area', 'Area superintendent', { signatures: [mine], doneAt: mine.at }),
      stepOf('budget', 'Budget office', { stage: 1 }),
    ]);
    const api = openQueue(detailOf(submission));
    api.on(decideSubmission, () =>
      Promise.reject(refusal('submission.alreadyDecided', 409, 'Ben Ode decided first.')),
    );
    await choose('Take my signature back…');
    await press('Take back');
    expect(await screen.findByText(/Ben Ode decided first/)).toBeTruthy();
    expect(api.bodies(decideSubmission)).toEqual([{ decision: 'recall', comment: '' }]);
  });

  test('that was approved is opened again by the budget manager alone, with a reason and a new due date', async () => {
    const approved = routed([stepOf('budget', 'Budget office')], { status: 'approved' });
    openQueue(detailOf(approved));
    await screen.findByText(/7 lines/);
    expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
    cleanup();
    const api = openQueue(detailOf(approved), [grantOf('budgetManager')]);
    await choose('Open again for the site…');
    type(/Why/, 'The cut of March.');
    type(/New due date/, '2024-04-02');
    await press('Open again');
    await waitFor(() =>
      expect(api.bodies(reopenSubmission)).toEqual([{ comment: 'The cut of March.', dueDate: '2024-04-02' }]),
    );
  });
});

describe('the views of the queue', () => {
  const one = itemOf({ ...submissionOf(), id: '3c9b2f0e-7a52-4a3e-9a55-2f1f8e4b7a20' });
  const other = itemOf({
    ...submissionOf(),
    id: '4c9b2f0e-7a52-4a3e-9a55-2f1f8e4b7a20',
    submittedBy: 'Somebody else',
  });
  const openViews = (yours: QueueItem[]) =>
    openQueue(detailOf(one.submission), [grantOf('reviewer')], [], (api) =>
      api.on(listSubmissions, ({ query }) => {
        const items = query?.view === 'yours' ? yours : [one, other];
        return { items, next: null, waiting: items.length };
      }),
    );

  test('begin with what waits for the reader, and count it', async () => {
    openViews([one]);
    const tab = await screen.findByRole('tab', { name: 'Waiting for you (1)' });
    expect(tab.getAttribute('aria-selected')).toBe('true');
    expect(screen.queryByText(/Somebody else/)).toBeNull();
    fireEvent.click(screen.getByRole('tab', { name: 'All budgets' }));
    expect(await screen.findByText(/Somebody else/)).toBeTruthy();
  });

  test('begin with all of them where nothing waits', async () => {
    openViews([]);
    expect(await screen.findByText(/Somebody else/)).toBeTruthy();
    expect(screen.getByRole('tab', { name: 'All budgets' }).getAttribute('aria-selected')).toBe('true');
    fireEvent.click(screen.getByRole('tab', { name: 'Waiting for you (0)' }));
    expect(await screen.findByText('Nothing waits for you')).toBeTruthy();
  });

  test('are not there for an auditor, who is offered nothing to approve', async () => {
    const facts = factsOf();
    const items = [one, other].map((item) => itemOf({ ...item.submission, facts }));
    openQueue(detailOf(one.submission), [grantOf('auditor')], items);
    await screen.findByText(/Somebody else/);
    expect(screen.queryByRole('tab', { name: /Waiting for you/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /without findings/ })).toBeNull();
  });
});

describe('several clean submissions', () => {
  const facts = factsOf();
  const clean = (n: number, more: Partial<Submission> = {}) =>
    itemOf({ ...submissionOf(), id: `${String(n)}c9b2f0e-7a52-4a3e-9a55-2f1f8e4b7a20`, facts, ...more });

  test('are approved at once, and those that did not go through are named with the reason', async () => {
    const items = [
      clean(3),
      clean(4),
      clean(5, { facts: { ...facts, hasWarning: true } }),
      clean(6, { status: 'approved' }),
      clean(7, { lateClaim: 'toDecide' }),
    ];
    const api = openQueue(detailOf(items[0]?.submission ?? submissionOf()), [grantOf('reviewer')], items);
    const [first, second] = items.map(({ submission }) => submission);
    api.on(approveSubmissions, () => ({
      answers: [
        { submissionId: first?.id ?? '', submission: first ?? null, refusal: null },
        { submissionId: second?.id ?? '', submission: null, refusal: 'submission.alreadyDecided' as const },
      ],
    }));
    await press('Approve 2 without findings…');
    await press('Approve 2');
    expect(await screen.findByText('1 budget approved.')).toBeTruthy();
    expect(screen.getByText(/somebody decided it first/)).toBeTruthy();
    expect(api.bodies(approveSubmissions)).toEqual([{ submissionIds: [first?.id, second?.id] }]);
  });

  test('one alone is no case for it', async () => {
    const items = [clean(3), clean(4, { facts: { ...facts, hasWarning: true } })];
    openQueue(detailOf(items[0]?.submission ?? submissionOf()), [grantOf('reviewer')], items);
    await screen.findByText(/7 lines/);
    expect(screen.queryByRole('button', { name: /without findings/ })).toBeNull();
  });
});
