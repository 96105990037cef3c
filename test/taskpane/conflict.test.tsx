import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { getRevision, getSiteBook, type RevisionSummary } from '../../src/contract/sites.js';
import type { LineItem } from '../../src/core/budget/line-item.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import { followBaseRevision, useFollowBase } from '../../src/taskpane/hooks/use-follow-base.js';
import { ConflictScreen, type MergeDone } from '../../src/taskpane/screens/conflict/ConflictScreen.js';
import { MergeDoneNotice } from '../../src/taskpane/screens/conflict/MergeDoneNotice.js';
import { OutdatedNotice } from '../../src/taskpane/screens/home/OutdatedNotice.js';
import type { FakeApi } from '../support/fake-api.js';
import { UNREACHABLE } from '../support/fake-api.js';
import { receiptOf } from '../support/pane-setup.js';
import { openScreen, type OpenSheet, type ScreenOptions } from '../support/screen-setup.js';
import { smallContent } from '../support/small-book.js';

afterEach(cleanup);

const summary: RevisionSummary = { ...receiptOf(1).revision, savedBy: 'J. Ortiz' };
const withLine = (id: string, part: Partial<LineItem>, content = smallContent()): SiteContent => ({
  ...content,
  lines: content.lines.map((line) => (line.id === id ? { ...line, ...part } : line)),
});
const serve = (api: FakeApi, book: SiteBook, content: SiteContent) =>
  api.on(getSiteBook, () => ({
    book,
    owners: ['site'],
    head: { summary, content },
    submission: null,
    rulePackHash: 'rules',
  }));

const button = (name: string) => screen.getByRole('button', { name });
const isOff = (name: string) =>
  button(name).getAttribute('aria-disabled') === 'true' || (button(name) as HTMLButtonElement).disabled;

async function openMerge(head: SiteContent, options: ScreenOptions = {}) {
  const done: MergeDone[] = [];
  const backs: number[] = [];
  const opened = await openScreen(
    ({ store, view }: OpenSheet) =>
      view.reading !== null && (
        <ConflictScreen
          siteCode="608"
          store={store}
          view={view}
          onDone={(what) => done.push(what)}
          onBack={() => backs.push(1)}
        />
      ),
    { serve: (api, book) => serve(api, book, head), ...options },
  );
  return { ...opened, done, backs };
}

describe('a newer revision that changed other rows', () => {
  test('comes in with one click; what the person typed stays, and the next save starts from it', async () => {
    const head = withLine('line-11', { enteredCents: 3_000_00 });
    const { excel, done, store } = await openMerge(head);
    act(() => excel.type('budget', 'line-6', 'amount', 13_000));
    const merge = await screen.findByTestId('merge');
    expect(merge.textContent).toContain('1 change of r1, saved by J. Ortiz, comes into your sheet.');
    expect(merge.textContent).toContain('Your 1 change stays.');
    expect(screen.queryByTestId('conflict')).toBeNull();
    fireEvent.click(button('Bring it in'));
    await waitFor(() => expect(done).toEqual([{ revision: 1, stays: 1 }]));
    expect(excel.value('budget', 'line-11', 'amount')).toBe(3_000);
    expect(excel.value('budget', 'line-6', 'amount')).toBe(13_000);
    expect(store().current().base).toEqual({ revision: 1, content: head });
    expect(excel.baseRevisions).toEqual([1]);
    expect(
      store()
        .current()
        .reading?.stored.lines.find(({ id }) => id === 'line-6')?.enteredCents,
    ).toBe(13_000_00);
    expect(store().current().reading?.isChanged).toBe(true);
  });

  test('rows that came and went there come and go here, with what posts put on them', async () => {
    const opening = smallContent();
    const [line] = opening.lines;
    if (!line) throw new Error('no line');
    const head: SiteContent = {
      ...opening,
      lines: [
        ...opening.lines.filter(({ id }) => id !== 'line-11'),
        { ...line, id: 'added', account: '100-1131-608-050-470', title: 'Licences', enteredCents: 9_00 },
      ],
      positions: opening.positions.map((post) => (post.id === 'post-1' ? { ...post, fte: 5_000 } : post)),
    };
    const { excel, done, store } = await openMerge(head);
    await screen.findByTestId('merge');
    fireEvent.click(button('Bring it in'));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(excel.value('budget', 'added', 'amount')).toBe(9);
    expect(excel.value('budget', 'line-11', 'amount')).toBeNull();
    expect(excel.value('positions', 'post-1', 'fte')).toBe(0.5);
    const { reading } = store().current();
    expect(reading?.isChanged).toBe(false);
    expect(reading?.stale).toEqual([]);
    expect(done).toEqual([{ revision: 1, stays: 0 }]);
  });

  test('what another office owns is theirs, whatever was typed over it here', async () => {
    const head = withLine('line-7', { enteredCents: 50_000_00 });
    const { excel, done } = await openMerge(head);
    act(() => excel.type('budget', 'line-7', 'amount', 1));
    await screen.findByTestId('merge');
    expect(screen.queryByTestId('conflict')).toBeNull();
    fireEvent.click(button('Bring it in'));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(excel.value('budget', 'line-7', 'amount')).toBe(50_000);
  });
});

describe('the same field changed on both sides', () => {
  const head = withLine(
    'line-11',
    { enteredCents: 3_000_00, justification: 'theirs' },
    withLine('line-6', { enteredCents: 700_00 }),
  );
  async function openConflict() {
    const opened = await openMerge(head);
    act(() => opened.excel.type('budget', 'line-6', 'amount', 13_000));
    act(() => opened.excel.type('budget', 'line-11', 'amount', 100));
    await screen.findByTestId('merge');
    return opened;
  }

  test('is shown with all three figures, and nothing is done before each is chosen', async () => {
    const { excel, done } = await openConflict();
    const conflicts = screen.getAllByTestId('conflict');
    expect(conflicts).toHaveLength(2);
    expect(screen.getByTestId('merge').textContent).toContain('You both changed 2 things.');
    expect(isOff('Bring it in')).toBe(true);
    const [first, second] = conflicts;
    if (!first || !second) throw new Error('no conflicts');
    const group = within(first).getByRole('radiogroup', { name: /^\S.* · Amount 100-1131-608-050-\d+$/ });
    expect(first.textContent).toContain('100-1131-608-050-');
    expect(first.textContent).toContain('Before: $12,480');
    fireEvent.click(within(group).getByRole('radio', { name: 'Mine: $13,000' }));
    expect(screen.getByText('1 left to choose')).toBeTruthy();
    fireEvent.click(within(second).getByRole('radio', { name: 'Theirs: $3,000' }));
    expect(isOff('Bring it in')).toBe(false);
    fireEvent.click(button('Bring it in'));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(excel.value('budget', 'line-6', 'amount')).toBe(13_000);
    expect(excel.value('budget', 'line-11', 'amount')).toBe(3_000);
  });

  test('of many the first that is shown then has the focus', async () => {
    const explained = (text: string) =>
      Array.from({ length: 40 }, (_, at) => ({ problemKey: `key-${String(at)}`, text }));
    const { explanations } = await openMerge({ ...head, explanations: explained('theirs') });
    act(() => explained('mine').forEach(({ problemKey, text }) => explanations.write(problemKey, text)));
    expect(await screen.findAllByTestId('conflict')).toHaveLength(30);
    fireEvent.click(button('Show 10 more'));
    const conflicts = screen.getAllByTestId('conflict');
    expect(conflicts).toHaveLength(40);
    expect(conflicts.findIndex((one) => one.contains(document.activeElement))).toBe(30);
    expect(screen.queryByRole('button', { name: /^Show/ })).toBeNull();
  });

  test.each([
    ['All mine', 13_000, 100],
    ['All theirs', 700, 3_000],
  ])('%s chooses at once', async (all, supplies, software) => {
    const { excel, done } = await openConflict();
    fireEvent.click(button(all));
    fireEvent.click(button('Bring it in'));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(excel.value('budget', 'line-6', 'amount')).toBe(supplies);
    expect(excel.value('budget', 'line-11', 'amount')).toBe(software);
  });

  test('an explanation that no cell holds says what it is about, and becomes what was chosen', async () => {
    const key = 'account-twice:account.duplicate|line|line-8|account';
    const { done, store, explanations } = await openMerge({
      ...head,
      explanations: [
        { problemKey: key, text: 'theirs' },
        { problemKey: 'gone', text: 'theirs too' },
      ],
    });
    act(() => explanations.write(key, 'mine'));
    act(() => explanations.write('own', 'mine alone'));
    const conflict = await screen.findByTestId('conflict');
    expect(conflict.textContent).toMatch(/^ExplanationBefore: NothingMine: mineTheirs: theirs$/);
    fireEvent.click(within(conflict).getByRole('radio', { name: 'Theirs: theirs' }));
    fireEvent.click(button('Bring it in'));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(store().current().reading?.stored.explanations).toEqual([
      { problemKey: key, text: 'theirs' },
      { problemKey: 'gone', text: 'theirs too' },
      { problemKey: 'own', text: 'mine alone' },
    ]);
    expect([...explanations.drafts()]).toEqual([['own', 'mine alone']]);
  });

  test('what is typed meanwhile is asked about too, and what became alike no more', async () => {
    const { excel, done } = await openConflict();
    fireEvent.click(button('All mine'));
    act(() => excel.type('budget', 'line-11', 'justification', 'mine'));
    expect(screen.getAllByTestId('conflict')).toHaveLength(3);
    expect(isOff('Bring it in')).toBe(true);
    act(() => excel.type('budget', 'line-11', 'justification', 'theirs'));
    act(() => excel.type('budget', 'line-6', 'amount', 700));
    expect(screen.getAllByTestId('conflict')).toHaveLength(1);
    fireEvent.click(button('Bring it in'));
    await waitFor(() => expect(done).toHaveLength(1));
    expect(excel.value('budget', 'line-11', 'amount')).toBe(100);
  });

  test('what Excel did not tell of is found before anything is written', async () => {
    const { excel, done, store } = await openConflict();
    fireEvent.click(button('All theirs'));
    const { lines } = store().current().reading?.decoded ?? {};
    const at = [lines?.rows.get('line-11'), lines?.columns.get('justification')] as const;
    await excel.writeOpenCells([{ sheet: 'Budget', row: at[0] ?? -1, column: at[1] ?? -1, value: 'mine' }]);
    fireEvent.click(button('Bring it in'));
    expect(await screen.findByText(/The sheet changed meanwhile/)).toBeTruthy();
    expect(done).toEqual([]);
    expect(excel.value('budget', 'line-6', 'amount')).toBe(13_000);
    expect(screen.getByText('1 left to choose')).toBeTruthy();
  });
});

test('when Excel refuses, the base stays the old one and it can be tried again', async () => {
  const { excel, done, store } = await openMerge(withLine('line-11', { enteredCents: 3_000_00 }));
  await screen.findByTestId('merge');
  excel.nextFault = 'excel.protectedByOthers';
  fireEvent.click(button('Bring it in'));
  expect((await screen.findByRole('alert')).textContent).toContain('protected with a password');
  expect(store().current().base.revision).toBe(0);
  expect(excel.baseRevisions).toEqual([]);
  fireEvent.click(button('Bring it in'));
  await waitFor(() => expect(done).toHaveLength(1));
});

test('offline it says so and asks again; with nothing newer it says that', async () => {
  const { api, book, backs } = await openMerge(smallContent(), {
    base: { revision: 1, content: smallContent() },
  });
  expect(await screen.findByText('Your sheet stands on r1 already.')).toBeTruthy();
  fireEvent.click(button('Back to the budget'));
  expect(backs).toEqual([1]);
  cleanup();
  const next = await openMerge(smallContent(), {
    serve: (server) => server.on(getSiteBook, () => Promise.reject(UNREACHABLE)),
  });
  expect((await screen.findByTestId('error-state')).textContent).toContain('cannot be reached');
  serve(next.api, book, withLine('line-11', { enteredCents: 1_00 }));
  fireEvent.click(button('Try again'));
  await screen.findByTestId('merge');
  expect(api.bodies(getSiteBook)).toHaveLength(1);
});

describe('notices', () => {
  test('the one about a newer revision leads into bringing it in', async () => {
    const calls: string[] = [];
    await openScreen(() => (
      <OutdatedNotice
        title="J. Ortiz saved r1"
        wasRefused
        download={{ siteCode: '608', fileName: 'x.xlsx' }}
        onMerge={() => calls.push('merge')}
        onDismiss={() => calls.push('dismiss')}
      />
    ));
    fireEvent.click(button('Bring it in…'));
    fireEvent.click(button('Keep my sheet open'));
    expect(calls).toEqual(['merge', 'dismiss']);
    expect(button('Download the newer one')).toBeTruthy();
  });

  test('the one afterwards says what is left to do', () => {
    render(<MergeDoneNotice done={{ revision: 5, stays: 2 }} onDismiss={() => undefined} />);
    expect(screen.getByTestId('merge-done').textContent).toContain('r5 is in your sheet');
    expect(screen.getByTestId('merge-done').textContent).toContain('Save to send your own changes.');
  });
});

describe('a base revision that another pane moved', () => {
  const other = withLine('line-11', { enteredCents: 3_000_00 });
  function Follower({ store, view, identity }: OpenSheet) {
    useFollowBase(store, identity);
    return <p>{`base r${String(view.base.revision)}`}</p>;
  }

  test('is followed when the pane gets the focus, and what was typed here stays typed', async () => {
    const { api, excel, identity, store } = await openScreen((sheet) => <Follower {...sheet} />);
    api.on(getRevision, () => ({ summary, content: other }));
    act(() => excel.type('budget', 'line-6', 'amount', 13_000));
    // The co-author's own save came with her figures in the sheet.
    act(() => excel.type('budget', 'line-11', 'amount', 3_000));
    excel.identity = { ...identity, baseRevision: 1 };
    act(() => void window.dispatchEvent(new Event('focus')));
    await screen.findByText('base r1');
    expect(excel.value('budget', 'line-6', 'amount')).toBe(13_000);
    const { reading } = store().current();
    expect(reading?.isChanged).toBe(true);
    expect(reading?.stored.lines.find(({ id }) => id === 'line-11')?.enteredCents).toBe(3_000_00);
  });

  test('is left alone when it is older, the same, or of another workbook', async () => {
    const opened = await openScreen(({ view }) => <p>{`base r${String(view.base.revision)}`}</p>, {
      base: { revision: 1, content: smallContent() },
    });
    const { api, excel, identity, store } = opened;
    const parts = () => ({ host: excel, api, store: store(), identity });
    for (const now of [
      { ...identity, baseRevision: 1 },
      { ...identity, baseRevision: 0 },
      { ...identity, baseRevision: 2, siteCode: '001' },
      { ...identity, baseRevision: 2, workbookId: 'b6a1f4be-63a5-4b7a-9a3d-0e1f8f0f7a11' },
      null,
    ]) {
      excel.identity = now;
      expect(await followBaseRevision(parts())).toBe(false);
    }
    expect(api.calls).toEqual([]);
    excel.identity = { ...identity, baseRevision: 2 };
    await expect(followBaseRevision(parts())).rejects.toThrow();
    expect(store().current().base.revision).toBe(1);
  });
});
