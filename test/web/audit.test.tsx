import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { listAudit, listChanges, verifyAudit, type AuditEntry } from '../../src/contract/audit.js';
import { listMails, retryMail } from '../../src/contract/mails.js';
import { addPasswordReset } from '../../src/contract/people.js';
import { concernedBy, useChanges } from '../../src/ui/changes/use-changes.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { AuditScreen } from '../../src/web/audit/AuditScreen.js';
import { MailScreen } from '../../src/web/mail/MailScreen.js';
import { FakeApi, UNREACHABLE } from '../support/fake-api.js';
import { NOW } from '../support/pane-setup.js';

afterEach(cleanup);

const HASH = 'ab'.repeat(32);
const entry = (sequence: number | null): AuditEntry => ({
  id: `00000000-0000-4000-8000-${String(sequence ?? 0).padStart(12, '0')}`,
  at: '2024-03-01T17:00:00.000000Z',
  personId: null,
  person: 'Maria Reyes',
  action: 'revision.saved',
  siteCode: '608',
  subject: `2024-25/608/r${String(sequence)}`,
  details: {},
  sequence,
  hash: sequence === null ? null : HASH,
});

function show(api: FakeApi, screenOf: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const session = createSessionStore({ storage: null, now: () => NOW });
  render(
    <SitebookTheme>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <QueryClientProvider client={queries}>{screenOf}</QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>,
  );
  return queries;
}

describe('the audit trail', () => {
  const head = { sequence: 2, hash: HASH };

  test('shows entries, what waits to be sealed, and older ones when asked', async () => {
    const api = new FakeApi().on(listAudit, () => ({
      entries: [entry(null), entry(2)],
      hasMore: true,
      head,
    }));
    show(api, <AuditScreen />);
    expect(await screen.findByText('not yet')).toBeTruthy();
    api.on(listAudit, () => ({ entries: [entry(1)], hasMore: false, head }));
    fireEvent.click(screen.getByRole('button', { name: 'Show older entries' }));
    expect(await screen.findByText('2024-25/608/r1')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show older entries' })).toBeNull();
  });

  test('says that it is intact, or what is wrong and where', async () => {
    const verdict = { checkedAt: NOW.toISOString(), sealed: 2, waiting: 1, head };
    const api = new FakeApi()
      .on(listAudit, () => ({ entries: [], hasMore: false, head }))
      .on(verifyAudit, () => ({ ...verdict, isIntact: true, faults: [], faultCount: 0 }));
    show(api, <AuditScreen />);
    expect(await screen.findByText('Nothing fits')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Check the whole trail' }));
    expect(await screen.findByText(/intact: 2 sealed entries, 1 waiting/)).toBeTruthy();
    api.on(verifyAudit, () => ({
      ...verdict,
      isIntact: false,
      faults: [{ kind: 'differs' as const, sequence: 2, eventId: null }],
      faultCount: 1,
    }));
    fireEvent.click(screen.getByRole('button', { name: 'Check the whole trail' }));
    expect(await screen.findByText('Entry 2: it or its seal was changed or moved')).toBeTruthy();
  });

  test('can be asked for again when the server was not reached', async () => {
    const api = new FakeApi().on(listAudit, () => Promise.reject(UNREACHABLE));
    show(api, <AuditScreen />);
    await screen.findByTestId('error-state');
    api.on(listAudit, () => ({ entries: [entry(1)], hasMore: false, head }));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('2024-25/608/r1')).toBeTruthy();
  });
});

test('mails: what waits without a mail server, and one that failed is tried again', async () => {
  const mail = {
    id: entry(1).id,
    personId: entry(2).id,
    to: 'Maria Reyes',
    kind: 'reminder',
    status: 'failed' as const,
    isDaily: false,
    queuedAt: NOW.toISOString(),
    sentAt: null,
    nextTryAt: NOW.toISOString(),
    tries: 3,
    answer: '550 No such mailbox',
  };
  const api = new FakeApi()
    .on(listMails, () => ({ mails: [mail], isSetUp: false }))
    .on(retryMail, () => ({}));
  show(api, <MailScreen />);
  expect(await screen.findByText('550 No such mailbox')).toBeTruthy();
  expect(screen.getByText(/No mail server is set up/)).toBeTruthy();
  api.on(listMails, () => ({ mails: [{ ...mail, status: 'waiting' as const }], isSetUp: true }));
  fireEvent.click(screen.getByRole('button', { name: 'Send again to Maria Reyes' }));
  expect(await screen.findByText('Waits')).toBeTruthy();
  expect(api.bodies(retryMail)).toHaveLength(1);
});

test('mails: a link that could not go is made anew, for the administrator to hand over', async () => {
  const mail = {
    id: entry(1).id,
    personId: entry(2).id,
    to: 'Maria Reyes',
    kind: 'resetLink',
    status: 'waiting' as const,
    isDaily: false,
    queuedAt: NOW.toISOString(),
    sentAt: null,
    nextTryAt: NOW.toISOString(),
    tries: 0,
    answer: null,
  };
  const asked: string[] = [];
  const api = new FakeApi()
    .on(listMails, () => ({
      mails: [mail, { ...mail, id: entry(3).id, status: 'sent' as const }],
      isSetUp: false,
    }))
    .on(addPasswordReset, ({ params }) => {
      asked.push(params.personId);
      return { path: '/reset#secret', expiresAt: NOW.toISOString() };
    });
  show(api, <MailScreen />);
  // What was sent needs no other.
  const button = await screen.findByRole('button', { name: /^Make a link for Maria Reyes/ });
  fireEvent.click(button);
  const shown = await screen.findByTestId('reset-link');
  expect(shown.textContent).toContain('/reset#secret');
  expect(asked).toEqual([mail.personId]);
});

test('mails: those that failed can be looked at alone', async () => {
  const api = new FakeApi().on(listMails, () => ({ mails: [], isSetUp: true }));
  show(api, <MailScreen />);
  expect(await screen.findByText('No mails')).toBeTruthy();
  fireEvent.click(screen.getByRole('tab', { name: 'Failed' }));
  expect(await screen.findByText('No mail failed')).toBeTruthy();
});

test('changes let only the lists be asked for anew that they concern', async () => {
  const change = { sequence: 1, kind: 'submission.sent', siteCode: '608', subject: 'x' };
  const api = new FakeApi().on(listChanges, () => ({ changes: [], next: 4, hasMore: false }));
  function Watcher() {
    useChanges();
    return null;
  }
  const queries = show(api, <Watcher />);
  await waitFor(() => expect(api.calls).toHaveLength(1));
  for (const key of ['queue', 'comments']) queries.setQueryData([key], 'known');
  api.on(listChanges, () => ({ changes: [change], next: 5, hasMore: false }));
  await act(() => queries.refetchQueries({ queryKey: ['changes'] }));
  await waitFor(() => expect(queries.getQueryState(['queue'])?.isInvalidated).toBe(true));
  expect(queries.getQueryState(['comments'])?.isInvalidated).toBe(false);
  expect(concernedBy([{ kind: 'session.reused' }, { kind: 'comment.added' }])).toEqual(['comments']);
});
