import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import {
  listComments,
  replyToComment,
  resolveComment,
  type LineComment,
} from '../../src/contract/comments.js';
import type { CellPlace } from '../../src/core/workbook/cell-of-place.js';
import { useUnreadComments } from '../../src/taskpane/hooks/use-unread-comments.js';
import { CommentsPanel } from '../../src/taskpane/screens/comments/CommentsPanel.js';
import { createSeenStore, type SeenStore } from '../../src/taskpane/sheet/seen-store.js';
import type { SheetStore } from '../../src/taskpane/sheet/sheet-store.js';
import { FakeApi, UNREACHABLE } from '../support/fake-api.js';
import { PRINCIPAL } from '../support/pane-setup.js';
import { openSheetStore, renderPart, WORKBOOK_ID } from '../support/season-setup.js';

afterEach(cleanup);

const REVIEWER_ID = 'b2b1a2c4-5f52-4d8e-9a41-0e1f8f0f7a99';
let count = 0;
const said = (part: Partial<LineComment> = {}): LineComment => ({
  id: `0c5cbb0e-3a57-4d5e-8a58-${String((count += 1)).padStart(12, '0')}`,
  place: { kind: 'line', rowId: 'line-6' },
  account: '100-1131-608-050-410',
  title: 'Classroom supplies',
  revision: 2,
  authorId: REVIEWER_ID,
  author: 'Julia Ortiz',
  at: '2024-03-06T18:00:00.000Z',
  text: 'What is this for?',
  replyTo: null,
  resolvedAt: null,
  resolvedBy: null,
  ...part,
});

function Harness({ store, seen, went }: { store: SheetStore; seen: SeenStore; went: CellPlace[] }) {
  const [isOpen, setOpen] = useState(false);
  const unread = useUnreadComments('608', WORKBOOK_ID, PRINCIPAL.id, seen);
  const { reading } = store.current();
  return (
    <>
      <span data-testid="badge">{unread.count}</span>
      <button onClick={() => setOpen(!isOpen)}>Panel</button>
      {isOpen && reading && (
        <CommentsPanel
          siteCode="608"
          timeZone="America/Los_Angeles"
          frame={store.frame}
          reading={reading}
          unread={unread}
          mayResolve
          onGoTo={(cell) => went.push(cell)}
        />
      )}
    </>
  );
}

async function openPanel(comments: LineComment[]) {
  const { store } = await openSheetStore();
  const server = { comments };
  const api = new FakeApi().on(listComments, () => ({ comments: server.comments }));
  const went: CellPlace[] = [];
  const seen = createSeenStore({ storage: null });
  renderPart(<Harness store={store} seen={seen} went={went} />, api);
  return { api, server, went };
}
const badge = () => screen.getByTestId('badge').textContent;
const togglePanel = () => fireEvent.click(screen.getByText('Panel'));

test('comments stand by row with account and cell; a click goes there; looking takes the badge away', async () => {
  const asked = said();
  const { went } = await openPanel([
    said({ place: { kind: 'line', rowId: 'gone' }, account: '100-1131-608-050-999', title: 'Old line' }),
    asked,
    said({ authorId: PRINCIPAL.id, author: PRINCIPAL.name, text: 'Two rooms', replyTo: asked.id }),
    said({ place: { kind: 'site' }, account: '', title: '', text: 'Well done' }),
  ]);
  await waitFor(() => expect(badge()).toBe('3'));
  togglePanel();
  const panel = await screen.findByTestId('comments');
  const rows = [...panel.querySelectorAll('[data-testid^="comments-"]')].map((row) =>
    row.getAttribute('data-testid'),
  );
  expect(rows).toEqual(['comments-site', 'comments-line-line-6', 'comments-line-gone']);
  const row = within(panel).getByTestId('comments-line-line-6');
  for (const text of [
    '100-1131-608-050-410',
    'Classroom supplies',
    'Julia Ortiz, Wed 6 Mar, 10:00 AM',
    'on r2',
    'Two rooms',
  ])
    expect(row.textContent).toContain(text);
  fireEvent.click(within(row).getByRole('button', { name: 'Go to I10' }));
  expect(went).toEqual([{ sheet: 'Budget', row: 9, column: 8 }]);
  expect(within(panel).getByTestId('comments-line-gone').textContent).toContain('not in the sheet any more');
  // What was new stays marked while the panel is open, though it counts as seen.
  expect(badge()).toBe('0');
  expect(within(panel).getAllByText('New')).toHaveLength(3);
  togglePanel();
  togglePanel();
  expect(within(screen.getByTestId('comments')).queryByText('New')).toBeNull();
});

test('an answer is sent once however often it is tried, and what was typed stays when it fails', async () => {
  const asked = said();
  const { api, server } = await openPanel([asked]);
  togglePanel();
  fireEvent.click(await screen.findByRole('button', { name: 'Reply' }));
  api.on(replyToComment, () => Promise.reject(UNREACHABLE));
  const box = screen.getByLabelText<HTMLTextAreaElement>('Your reply');
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(api.bodies(replyToComment)).toHaveLength(0);
  fireEvent.change(box, { target: { value: ' For two rooms ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await screen.findByTestId('error-state');
  expect(box.value).toBe(' For two rooms ');
  api.on(replyToComment, ({ body }) => {
    const answer = said({ ...body, replyTo: asked.id, author: PRINCIPAL.name, authorId: PRINCIPAL.id });
    server.comments = [asked, answer];
    return answer;
  });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() =>
    expect(screen.getByTestId(`thread-${asked.id}`).textContent).toContain('For two rooms'),
  );
  expect(screen.queryByLabelText('Your reply')).toBeNull();
  const sent = api.bodies(replyToComment) as { id: string; text: string }[];
  expect(sent.map(({ text }) => text)).toEqual(['For two rooms', 'For two rooms']);
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
});

test('what is settled folds away and can be looked at', async () => {
  const asked = said();
  const { api, server } = await openPanel([asked]);
  api.on(resolveComment, () => {
    const resolved = { ...asked, resolvedAt: '2024-03-06T19:00:00.000Z', resolvedBy: PRINCIPAL.name };
    server.comments = [resolved];
    return resolved;
  });
  togglePanel();
  fireEvent.click(await screen.findByRole('button', { name: 'Resolve' }));
  await screen.findByText('0 open');
  expect(screen.queryByTestId(`thread-${asked.id}`)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '1 resolved' }));
  expect(screen.getByTestId(`thread-${asked.id}`).textContent).toContain('Resolved by Rosa Alvarez');
  expect(screen.queryByRole('button', { name: 'Resolve' })).toBeNull();
});

test('none, and none to be had', async () => {
  await openPanel([]);
  togglePanel();
  expect(await screen.findByText('No comments')).toBeTruthy();
  cleanup();
  const { api } = await openPanel([said()]);
  api.on(listComments, () => Promise.reject(UNREACHABLE));
  cleanup();
  const { store } = await openSheetStore();
  renderPart(<Harness store={store} seen={createSeenStore({ storage: null })} went={[]} />, api);
  togglePanel();
  expect(await screen.findByTestId('error-state')).toBeTruthy();
  expect(badge()).toBe('0');
});
