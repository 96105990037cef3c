import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { saveRevision, type Receipt } from '../../src/contract/sites.js';
import { submitRevision } from '../../src/contract/submissions.js';
import { refusal, UNREACHABLE } from '../support/fake-api.js';
import { receiptOf, submissionOf } from '../support/pane-setup.js';
import { openQueuedPane } from '../support/queued-pane.js';

// What comes in a file of its own is there before a test opens it.
await import('../../src/taskpane/screens/home/HomeOverlay.js');

afterEach(cleanup);

const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const reason = () => screen.getByTestId('submit-reason').textContent;
const state = () => screen.getByTestId('state').textContent;
const dialog = () => screen.findByTestId('submit-dialog');
const inDialog = async (name: string) => within(await dialog()).findByRole('button', { name, hidden: true });
/** Without a layout the dialog may keep the focus outside; the browser test sees it. */
const clickInDialog = async (name: string) => fireEvent.click(await inDialog(name));

type Pane = Awaited<ReturnType<typeof openQueuedPane>>;

/** The server can be reached again, and takes everything. */
function connect({ api }: Pane) {
  api
    .on(saveRevision, ({ body }) => receiptOf(body.baseRevision + 1))
    .on(submitRevision, ({ body }) => submissionOf({ revision: body.revision }));
}

/** A save waits, and the sheet holds what it holds. */
async function queuedPane() {
  const pane = await openQueuedPane();
  act(() => pane.excel.type('budget', 'line-6', 'amount', 500));
  click('Save');
  await waitFor(() => expect(state()).toBe('Not sent yet'));
  return pane;
}

describe('submitting while the save waits', () => {
  test('says that the save comes first, is asked for by the person alone, and goes after it by itself', async () => {
    const pane = await queuedPane();
    expect(reason()).toBe('');
    click('Submit…');
    expect((await dialog()).textContent).toContain('has to reach Sitebook first');
    expect(pane.saveQueue.current().submissions).toEqual([]);
    await clickInDialog('Submit once it is saved');
    expect((await dialog()).textContent).toContain('Finance has nothing yet.');
    expect(screen.queryByTestId('submit-receipt')).toBeNull();
    await clickInDialog('Close');
    expect((await screen.findByTestId('submit-wish')).textContent).toContain('You asked to submit');
    expect(reason()).toBe('Asked; it waits');
    expect(pane.api.bodies(submitRevision)).toEqual([]);
    connect(pane);
    await act(() => pane.saveQueue.wake());
    // The receipt is of what the server has.
    const arrived = await screen.findByTestId('wish-arrived');
    expect(within(arrived).getByTestId('submit-receipt').textContent).toContain('r1');
    expect(pane.api.bodies(submitRevision)).toMatchObject([{ revision: 1 }]);
    expect(screen.queryByTestId('submit-wish')).toBeNull();
    fireEvent.click(within(arrived).getByRole('button', { name: 'Close', hidden: true }));
    expect(screen.queryByTestId('wish-arrived')).toBeNull();
  });

  test('can be taken back until then; the save goes on alone', async () => {
    const pane = await queuedPane();
    click('Submit…');
    await clickInDialog('Submit once it is saved');
    await clickInDialog('Close');
    await screen.findByTestId('submit-wish');
    fireEvent.click(await screen.findByRole('button', { name: 'Do not submit', hidden: true }));
    await waitFor(() => expect(screen.queryByTestId('submit-wish')).toBeNull());
    expect(reason()).toBe('');
    connect(pane);
    await act(() => pane.saveQueue.wake());
    await waitFor(() => expect(state()).toBe('Saved r1'));
    expect(pane.api.bodies(submitRevision)).toEqual([]);
  });

  test('whose save is refused is not submitted, and says so', async () => {
    const pane = await queuedPane();
    click('Submit…');
    await clickInDialog('Submit once it is saved');
    await clickInDialog('Close');
    connect(pane);
    pane.api.on(saveRevision, () => {
      throw refusal('permission.missing', 403, 'Your role does not include this.');
    });
    await act(() => pane.saveQueue.wake());
    await waitFor(() =>
      expect(screen.getByTestId('submit-wish').textContent).toContain('It was not submitted.'),
    );
    expect(pane.api.bodies(submitRevision)).toEqual([]);
  });

  test('that was typed in since wants another save first', async () => {
    const pane = await queuedPane();
    act(() => pane.excel.type('budget', 'line-6', 'amount', 600));
    expect(reason()).toBe('Save first');
    expect(state()).not.toBe('Not sent yet');
  });

  test('becomes the usual one when the save arrives while the screen is open', async () => {
    const pane = await queuedPane();
    click('Submit…');
    await inDialog('Submit once it is saved');
    connect(pane);
    await act(() => pane.saveQueue.wake());
    await waitFor(async () => expect((await dialog()).textContent).toContain('Revision 1 goes to finance'));
    await clickInDialog('Submit to finance');
    expect(await screen.findByTestId('submit-receipt')).toBeTruthy();
  });
});

test('submitting while the save is in flight opens, waits for it, and then is as ever', async () => {
  const pane = await openQueuedPane();
  connect(pane);
  let arrive: (receipt: Receipt) => void = () => undefined;
  pane.api.on(saveRevision, () => new Promise((resolve) => (arrive = resolve)));
  click('Save');
  await screen.findByRole('button', { name: 'Saving…' });
  click('Submit…');
  expect((await dialog()).textContent).toContain('Your save is on its way and comes first');
  const submit = await inDialog('Submit to finance');
  expect(submit.getAttribute('aria-disabled')).toBe('true');
  await waitFor(() => expect(pane.api.bodies(saveRevision)).toHaveLength(1));
  await act(async () => {
    arrive(receiptOf(1));
    await Promise.resolve();
  });
  await waitFor(async () => expect((await dialog()).textContent).toContain('Revision 1 goes to finance'));
  expect(submit.getAttribute('aria-disabled')).not.toBe('true');
});

describe('submitting without a connection what is saved', () => {
  async function savedPane() {
    const pane = await openQueuedPane();
    connect(pane);
    click('Save');
    await waitFor(() => expect(state()).toBe('Saved r1'));
    pane.api.on(submitRevision, () => {
      throw UNREACHABLE;
    });
    click('Submit…');
    await clickInDialog('Submit to finance');
    expect((await screen.findByTestId('not-submitted')).textContent).toContain('nothing was submitted');
    return pane;
  }

  test('queues nothing unless the person wants it', async () => {
    const pane = await savedPane();
    expect(pane.saveQueue.hasWaiting()).toBe(false);
    await clickInDialog('Not yet');
    expect(screen.queryByTestId('submit-wish')).toBeNull();
    expect(reason()).toBe('');
  });

  test('waits for one when she says so, and the next try works', async () => {
    const pane = await savedPane();
    await clickInDialog('Submit once connected');
    expect(await screen.findByText(/^Asked to submit Maple Valley/)).toBeTruthy();
    await clickInDialog('Close');
    expect(await screen.findByTestId('submit-wish')).toBeTruthy();
    connect(pane);
    await act(() => pane.saveQueue.wake());
    expect(await screen.findByTestId('wish-arrived')).toBeTruthy();
  });
});
