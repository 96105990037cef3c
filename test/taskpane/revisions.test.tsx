import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { listOlderRevisions, listRevisions } from '../../src/contract/revisions.js';
import { getRevision, type RevisionSummary } from '../../src/contract/sites.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { RevisionsScreen } from '../../src/taskpane/screens/revisions/RevisionsScreen.js';
import { UNREACHABLE } from '../support/fake-api.js';
import type { FakeApi } from '../support/fake-api.js';
import { receiptOf } from '../support/pane-setup.js';
import { openScreen, type OpenSheet, type ScreenOptions } from '../support/screen-setup.js';
import { smallContent } from '../support/small-book.js';

afterEach(cleanup);

const withLine = (id: string, part: Partial<LineItem>, content = smallContent()): SiteContent => ({
  ...content,
  lines: content.lines.map((line) => (line.id === id ? { ...line, ...part } : line)),
});
const summary = (number: number, part: Partial<RevisionSummary> = {}): RevisionSummary => ({
  ...receiptOf(number).revision,
  ...part,
});

const FIRST = withLine('line-6', { enteredCents: 9_000_00 });
const SECOND = withLine('line-11', { enteredCents: 3_000_00 }, FIRST);
const CONTENTS: SiteContent[] = [smallContent(), FIRST, SECOND];

/** Two revisions on the server, the sheet on the second; a third content only where a test gives one. */
function serve(api: FakeApi, contents: readonly SiteContent[] = CONTENTS): void {
  api
    .on(listRevisions, () => ({
      revisions: [summary(2, { savedBy: 'J. Ortiz', fatalCount: 1, warningCount: 3 }), summary(1)],
      hasOlder: false,
    }))
    .on(getRevision, ({ params }) => ({
      summary: summary(params.number),
      content: contents[params.number] ?? smallContent(),
    }));
}

async function open(options: ScreenOptions = {}) {
  const backs: number[] = [];
  const opened = await openScreen(
    ({ store, view }: OpenSheet) => (
      <RevisionsScreen
        siteCode="608"
        timeZone="America/Los_Angeles"
        store={store}
        view={view}
        onBack={() => backs.push(1)}
      />
    ),
    { serve: (api) => serve(api), base: { revision: 2, content: SECOND }, ...options },
  );
  return { ...opened, backs };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const isOff = (name: string) => button(name).getAttribute('aria-disabled') === 'true';
async function choose(number: number) {
  fireEvent.click(await screen.findByTestId(`revision-${String(number)}`));
  await screen.findByRole('heading', { name: `Revision ${String(number)}` });
}

describe('the list', () => {
  test('has each revision with who, when, its total and what it has to fix, the newest first', async () => {
    const { backs } = await open();
    const second = await screen.findByTestId('revision-2');
    expect(second.textContent).toContain('J. Ortiz, Wed 6 Mar, 10:00 AM');
    expect(second.textContent).toContain('1 to fix · 3 to check');
    expect(second.textContent).toContain('Your sheet stands on this one');
    expect(second.textContent).toContain('$249,412.82');
    const first = screen.getByTestId('revision-1');
    expect(first.textContent).toContain('Nothing to fix');
    expect(first.textContent).not.toContain('The newest');
    expect(second.compareDocumentPosition(first)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    fireEvent.click(button('Back to the budget'));
    expect(backs).toEqual([1]);
  });

  test('says when nothing is saved yet, and shows older ones on demand, also after one failed try', async () => {
    await open({ serve: (api) => api.on(listRevisions, () => ({ revisions: [], hasOlder: false })) });
    expect(await screen.findByText('Nothing is saved yet')).toBeTruthy();
    cleanup();
    const { api } = await open({
      serve: (server) => server.on(listRevisions, () => ({ revisions: [summary(101)], hasOlder: true })),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show older ones' }));
    expect((await screen.findByTestId('error-state')).textContent).toContain('cannot be reached');
    const asked: number[] = [];
    api.on(listOlderRevisions, ({ params }) => {
      asked.push(params.number);
      return { revisions: [summary(100), summary(99)], hasOlder: false };
    });
    fireEvent.click(button('Try again'));
    await screen.findByTestId('revision-99');
    expect(asked).toEqual([101]);
    expect(screen.getAllByTestId(/^revision-\d+$/).map((item) => item.dataset['testid'])).toEqual([
      'revision-101',
      'revision-100',
      'revision-99',
    ]);
    expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull();
    expect(screen.queryByTestId('error-state')).toBeNull();
  });

  test('offline says so and asks again', async () => {
    const { api } = await open({
      serve: (server) => server.on(listRevisions, () => Promise.reject(UNREACHABLE)),
    });
    expect((await screen.findByTestId('error-state')).textContent).toContain('cannot be reached');
    serve(api);
    fireEvent.click(button('Try again'));
    await screen.findByTestId('revision-1');
  });
});

describe('one revision', () => {
  test('is compared with the sheet as it is now', async () => {
    const { excel } = await open();
    await choose(1);
    const difference = await screen.findByTestId('difference');
    expect(difference.textContent).toContain('201-1272-608-');
    expect(difference.textContent).toContain('→ $3,000');
    act(() => excel.type('budget', 'line-6', 'amount', 9_500));
    expect(screen.getAllByTestId('difference')).toHaveLength(2);
    expect(screen.getByText('2 rows are different')).toBeTruthy();
    expect(screen.getByText('Amount: $9,000 → $9,500')).toBeTruthy();
  });

  test('is compared with the one before, down to the opening budget', async () => {
    await open();
    await choose(2);
    await screen.findByText('There is no difference.');
    fireEvent.click(screen.getByRole('radio', { name: 'The revision before, r1' }));
    expect((await screen.findByTestId('difference')).textContent).toContain('→ $3,000');
    fireEvent.click(button('Back to the revisions'));
    await choose(1);
    fireEvent.click(screen.getByRole('radio', { name: 'The opening budget' }));
    expect(await screen.findByText('Amount: $12,480 → $9,000')).toBeTruthy();
  });

  test('that cannot be fetched says so and asks again', async () => {
    const { api } = await open();
    api.on(getRevision, () => Promise.reject(UNREACHABLE));
    await choose(1);
    await screen.findByTestId('error-state');
    serve(api);
    fireEvent.click(button('Try again'));
    await screen.findByTestId('difference');
  });
});

describe('loading a revision', () => {
  test('asks first, then changes own rows only; the base stays, so that a save makes a new revision', async () => {
    // The first revision differs in a row of the facilities office too.
    const first = withLine('line-7', { enteredCents: 1_00 }, FIRST);
    const { excel, store } = await open({ serve: (api) => serve(api, [smallContent(), first, SECOND]) });
    await choose(1);
    act(() => excel.type('budget', 'line-6', 'amount', 9_500));
    fireEvent.click(await screen.findByRole('button', { name: 'Load it into the sheet…' }));
    const dialog = await screen.findByTestId('load-revision');
    expect(dialog.textContent).toContain('2 of your rows become what they were then.');
    expect(excel.value('budget', 'line-6', 'amount')).toBe(9_500);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Load it' }));
    await screen.findByText(/r1 is in your sheet\. Save to make it the newest revision\./);
    expect(excel.value('budget', 'line-6', 'amount')).toBe(9_000);
    expect(excel.value('budget', 'line-7', 'amount')).toBe(48_000);
    const { base, reading } = store().current();
    expect(base.revision).toBe(2);
    expect(reading?.isChanged).toBe(true);
    expect(excel.baseRevisions).toEqual([]);
    // The dialog hides what is behind it until it is gone.
    await waitFor(() => expect(isOff('Your own rows hold this already.')).toBe(true));
  });

  test('a line removed since comes back, and one added since goes', async () => {
    const [line] = smallContent().lines;
    if (!line) throw new Error('no line');
    const now: SiteContent = {
      ...smallContent(),
      lines: [
        ...smallContent().lines.filter(({ id }) => id !== 'line-6'),
        { ...line, id: 'added', account: '100-1131-608-050-470', title: 'Licences', enteredCents: 9_00 },
      ],
    };
    const { excel, store } = await open({ base: { revision: 2, content: now } });
    await choose(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Load it into the sheet…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Load it' }));
    await screen.findByText(/r1 is in your sheet/);
    expect(excel.value('budget', 'line-6', 'amount')).toBe(9_000);
    expect(excel.value('budget', 'added', 'amount')).toBeNull();
    expect(store().current().reading?.decoded.problems).toEqual([]);
  });

  test('explanations that no cell holds are what they were then, also those that were not there', async () => {
    const first = { ...FIRST, explanations: [{ problemKey: 'rule|site', text: 'as it was' }] };
    const { store, explanations } = await open({
      serve: (api) => serve(api, [smallContent(), first, SECOND]),
    });
    act(() => explanations.write('rule|other', 'written since'));
    await choose(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Load it into the sheet…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Load it' }));
    await screen.findByText(/r1 is in your sheet/);
    expect(store().current().reading?.stored.explanations).toEqual(first.explanations);
    await waitFor(() => expect(isOff('Your own rows hold this already.')).toBe(true));
  });

  test('can be left, and says why when Excel does not do it', async () => {
    const { excel } = await open();
    await choose(1);
    fireEvent.click(await screen.findByRole('button', { name: 'Load it into the sheet…' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Leave the sheet alone' }));
    await waitFor(() => expect(screen.queryByTestId('load-revision')).toBeNull());
    expect(excel.value('budget', 'line-11', 'amount')).toBe(3_000);
    fireEvent.click(await screen.findByRole('button', { name: 'Load it into the sheet…' }));
    excel.nextFault = 'excel.protectedByOthers';
    fireEvent.click(await screen.findByRole('button', { name: 'Load it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('protected with a password');
    expect(excel.value('budget', 'line-11', 'amount')).toBe(3_000);
  });

  test('is not offered to people who only look', async () => {
    await open({ owners: [] });
    await choose(1);
    await screen.findByTestId('difference');
    expect(screen.queryByRole('button', { name: /Load it into/ })).toBeNull();
  });
});
