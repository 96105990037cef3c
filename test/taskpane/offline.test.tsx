import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { BodyOf } from '../../src/contract/endpoint.js';
import { saveRevision } from '../../src/contract/sites.js';
import type { SaveQueue } from '../../src/api/save-queue.js';
import { memoryStorage, type QueueStorage } from '../../src/api/queue-storage.js';
import { OfflineNotice } from '../../src/taskpane/screens/offline/OfflineNotice.js';
import { SignOutQuestion } from '../../src/taskpane/screens/offline/SignOutQuestion.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { FakeApi, refusal } from '../support/fake-api.js';
import { receiptOf } from '../support/pane-setup.js';
import { openQueue, PERSON, saveOf } from '../support/queue-setup.js';
import { lasting, openQueuedPane } from '../support/queued-pane.js';
import { smallIdentity } from '../support/small-book.js';

afterEach(cleanup);

const show = (element: ReactElement) => render(<SitebookTheme>{element}</SitebookTheme>);
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

/** A queue with one save that waits, and the network that keeps it. */
async function waitingQueue(storage: QueueStorage = lasting()) {
  const api = new FakeApi();
  const { queue, timers } = openQueue(api, storage);
  await queue.setPerson(PERSON);
  await queue.save(saveOf(1));
  return { api, queue, timers };
}
const notice = (queue: SaveQueue, reloads: string[] = []) => (
  <OfflineNotice queue={queue} timeZone="America/Los_Angeles" onReload={() => reloads.push('reload')} />
);

describe('the notice of what waits', () => {
  test('says how much and since when, tries at once when asked, and goes when it is sent', async () => {
    const { api, queue } = await waitingQueue();
    show(notice(queue));
    const text = screen.getByTestId('offline').textContent;
    expect(text).toContain('Not connected.');
    expect(text).toContain('1 save waits since Wed 6 Mar, 2:02 PM; it is sent by itself.');
    click('Try now');
    await screen.findByRole('button', { name: 'Try now' });
    expect(screen.getByTestId('offline')).toBeTruthy();
    api.on(saveRevision, () => receiptOf(1));
    click('Try now');
    await waitFor(() => expect(screen.queryByTestId('offline')).toBeNull());
  });

  test('shows nothing while nothing waits', async () => {
    const { queue } = openQueue(new FakeApi());
    await queue.setPerson(PERSON);
    show(notice(queue));
    expect(screen.queryByTestId('offline')).toBeNull();
  });

  test('says when a reload would lose it', async () => {
    const { queue } = await waitingQueue(memoryStorage());
    show(notice(queue));
    expect(screen.getByTestId('offline').textContent).toContain('leave the pane open');
  });

  test('asks an old pane to reload', async () => {
    const { api, queue } = await waitingQueue();
    api.on(saveRevision, () => {
      throw refusal('client.outdated', 426, 'Old.');
    });
    await queue.wake();
    const reloads: string[] = [];
    show(notice(queue, reloads));
    expect(screen.getByTestId('offline').textContent).toContain('Sitebook was updated.');
    click('Reload the pane');
    expect(reloads).toEqual(['reload']);
  });

  test('shows what was refused with the server’s words, and lets it be thrown away', async () => {
    const { api, queue } = await waitingQueue();
    api.on(saveRevision, () => {
      throw refusal('permission.missing', 403, 'Your role does not include this.', 'Ask the office.');
    });
    await queue.wake();
    show(notice(queue));
    const text = screen.getByTestId('queue-refused').textContent;
    expect(text).toContain('A save of site 608 that waited was not taken.');
    expect(text).toContain('Your role does not include this.');
    expect(text).toContain('Ask the office.');
    click('Do not send it');
    await waitFor(() => expect(screen.queryByTestId('queue-refused')).toBeNull());
  });

  test('says what another version left', async () => {
    const documents = new Map<string, unknown>([[`sitebook-queue/${PERSON}`, 'of a newer version']]);
    const { queue } = openQueue(new FakeApi(), memoryStorage(documents));
    await queue.setPerson(PERSON);
    show(notice(queue));
    expect(screen.getByTestId('queue-unreadable').textContent).toContain('was not sent');
  });
});

describe('signing out while something waits', () => {
  async function ask(storage?: QueueStorage) {
    const { api, queue } = await waitingQueue(storage);
    const done: string[] = [];
    show(
      <SignOutQuestion
        queue={queue}
        onSignOut={() => done.push('out')}
        onCancel={() => done.push('cancel')}
      />,
    );
    return { api, queue, done };
  }

  test('sends first, and says when that does not work', async () => {
    const { api, done } = await ask();
    click('Send first');
    expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
    expect(done).toEqual([]);
    api.on(saveRevision, () => receiptOf(1));
    click('Send first');
    await waitFor(() => expect(done).toEqual(['out']));
  });

  test('keeps it for her, where the browser can', async () => {
    const { queue, done } = await ask();
    click('Keep it for me');
    expect(done).toEqual(['out']);
    expect(queue.hasWaiting()).toBe(true);
  });

  test('does not offer to keep what the browser cannot keep', async () => {
    await ask(memoryStorage());
    expect(screen.queryByRole('button', { name: 'Keep it for me' })).toBeNull();
    expect(screen.getByTestId('sign-out-question').textContent).toContain('lost when the pane closes');
  });

  test('throws it away, or stays', async () => {
    const { queue, done } = await ask();
    click('Stay signed in');
    expect(done).toEqual(['cancel']);
    click('Throw it away');
    await waitFor(() => expect(done).toEqual(['cancel', 'out']));
    expect(queue.hasWaiting()).toBe(false);
  });
});

describe('saving in the pane', () => {
  const saved = (api: FakeApi) => api.bodies(saveRevision) as BodyOf<typeof saveRevision>[];

  test('without a connection is no error; the workbook stands on the revision once it is sent', async () => {
    const { api, excel, saveQueue } = await openQueuedPane();
    act(() => excel.type('budget', 'line-6', 'amount', 500));
    click('Save');
    await waitFor(() => expect(saveQueue.current().count).toBe(1));
    expect(screen.queryByTestId('error-state')).toBeNull();
    expect(screen.queryByTestId('receipt')).toBeNull();
    expect(excel.baseRevisions).toEqual([]);
    api.on(saveRevision, ({ body }) => receiptOf(body.baseRevision + 1));
    await act(() => saveQueue.wake());
    await waitFor(() => expect(excel.baseRevisions).toEqual([1]));
    expect(await saveQueue.sentOf(smallIdentity().workbookId)).toBeNull();
    // The next save stands on it.
    act(() => excel.type('budget', 'line-6', 'amount', 600));
    click('Save');
    await screen.findByTestId('receipt');
    expect(saved(api).at(-1)?.baseRevision).toBe(1);
  });

  test('that was refused is shown as ever, and not queued', async () => {
    const { api, saveQueue } = await openQueuedPane();
    api.on(saveRevision, () => {
      throw refusal('permission.missing', 403, 'Your role does not include this.');
    });
    click('Save');
    expect((await screen.findByTestId('error-state')).textContent).toContain('does not include');
    expect(saveQueue.hasWaiting()).toBe(false);
  });

  test('a workbook whose save was sent while it was shut stands on that revision when it opens', async () => {
    const storage = lasting();
    const before = openQueue(
      new FakeApi().on(saveRevision, () => receiptOf(1)),
      storage,
    );
    await before.queue.setPerson(PERSON);
    await before.queue.save(saveOf(1));
    const { excel, saveQueue } = await openQueuedPane(storage);
    await waitFor(() => expect(excel.baseRevisions).toEqual([1]));
    expect(await saveQueue.sentOf(smallIdentity().workbookId)).toBeNull();
  });
});
