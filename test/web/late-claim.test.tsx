import { afterEach, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import type { Submission } from '../../src/core/approval/submission.js';
import { getSubmission } from '../../src/contract/submissions.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { SubmissionView } from '../../src/web/queue/SubmissionView.js';
import { FakeApi } from '../support/fake-api.js';
import { NOW, receiptOf, submissionOf } from '../support/pane-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(cleanup);

async function show(part: Partial<Submission>) {
  const submission = submissionOf(part);
  const api = new FakeApi().on(getSubmission, () => ({
    submission,
    site: smallBook().site,
    revision: receiptOf(1).revision,
    currentCents: 0,
    allocatedCents: 0,
    changedLines: 0,
    lines: [],
    unchangedLines: 0,
    balances: [],
    problems: [],
    rules: [],
  }));
  const session = createSessionStore({ storage: null, now: () => NOW });
  render(
    <SitebookTheme>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <QueryClientProvider client={new QueryClient()}>
          <SubmissionView submissionId={submission.id} />
        </QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>,
  );
  await screen.findByText(/Submitted by/);
  return screen.queryByTestId('late-claim')?.textContent ?? null;
}

const CLAIM = {
  isLate: true,
  claimedAt: '2024-03-15T20:00:00.000Z',
  claimFloor: '2024-03-15T18:00:00.000Z',
};

test('a late submission that waited tells its reviewer what deciding means', async () => {
  const text = await show({ ...CLAIM, lateClaim: 'toDecide' });
  expect(text).toContain('Arrived after the due date.');
  expect(text).toContain('Approving takes it as in time; sending back does not.');
});

test('one that the district takes says so, and a decided one asks nothing', async () => {
  expect(await show({ ...CLAIM, lateClaim: 'accepted' })).toContain('takes it as in time.');
  cleanup();
  expect(await show({ ...CLAIM, lateClaim: 'toDecide', status: 'approved' })).not.toContain('Approving');
});

test('one without a claim says nothing', async () => {
  expect(await show({ isLate: true })).toBeNull();
});
