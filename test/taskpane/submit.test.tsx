import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { getRevision } from '../../src/contract/sites.js';
import { submitRevision } from '../../src/contract/submissions.js';
import type { Submission } from '../../src/core/approval/submission.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { isUnexplained, problemKey } from '../../src/core/problem.js';
import { explainProblem, explainTarget } from '../../src/taskpane/screens/submit/explain-problem.js';
import { SubmitDialog } from '../../src/taskpane/screens/submit/SubmitDialog.js';
import { createExplanationStore, withDrafts } from '../../src/taskpane/sheet/explanation-store.js';
import type { SheetStore } from '../../src/taskpane/sheet/sheet-store.js';
import { FakeApi, UNREACHABLE } from '../support/fake-api.js';
import { HASH, receiptOf, submissionOf } from '../support/pane-setup.js';
import { memoryStorage, openSheetStore, renderPart, WORKBOOK_ID } from '../support/season-setup.js';
import { smallBook, smallContent } from '../support/small-book.js';

afterEach(cleanup);

const STATEMENT = 'I have looked through this budget.';

/** The small site with a statement, a council's vote for Title I, and two lines on one account (a warning). */
function askingBook(): SiteBook {
  const book = smallBook();
  const [first] = book.opening.lines.filter(({ id }) => id === 'line-6');
  if (first) book.opening.lines.push({ ...first, id: 'line-12', enteredCents: 0, currentCents: 0 });
  book.plan.submission = {
    attestation: STATEMENT,
    evidence: [
      {
        id: 'council',
        title: 'School Site Council',
        appliesTo: ['T1'],
        fields: [
          { key: 'date', label: 'Date of the vote', kind: 'date', isRequired: true },
          { key: 'votes', label: 'Votes for', kind: 'number', isRequired: true },
          { key: 'remarks', label: 'Remarks', kind: 'text', isRequired: false },
        ],
      },
      {
        id: 'board',
        title: 'Board',
        appliesTo: ['X9'],
        fields: [{ key: 'a', label: 'A', kind: 'text', isRequired: true }],
      },
    ],
  };
  return book;
}

const explanations = () => createExplanationStore({ storage: null, workbookId: WORKBOOK_ID });

function Harness({ store, last }: { store: SheetStore; last: Submission | null }) {
  const { reading } = useSyncExternalStore(store.subscribe, store.current);
  if (reading === null) return null;
  const cellOf = (problem: Parameters<typeof explainTarget>[2]) => {
    const target = explainTarget(store.frame, reading, problem, '');
    return target.kind === 'cell' ? target.name : null;
  };
  return (
    <SubmitDialog
      site={store.frame.index.book.site}
      workbookId="3f0c1b52-7a64-4d0e-9a41-5a7c2d9be314"
      revision={3}
      reading={reading}
      lastSubmission={last}
      onExplain={(problem, text) => explainProblem(store, explanations(), problem, text)}
      explainCellOf={cellOf}
      onSave={() => store.setBase({ revision: 4, content: reading.stored })}
      onClose={() => undefined}
    />
  );
}

async function openDialog(last: Submission | null = null, book = askingBook()) {
  const { store, excel } = await openSheetStore(book);
  const api = new FakeApi()
    .on(submitRevision, ({ body }) =>
      submissionOf({
        revision: body.revision,
        proof: { contentHash: HASH, rulePackHash: 'abcdef0123456789', engineVersion: '7' },
      }),
    )
    .on(getRevision, () => {
      const content = smallContent();
      content.lines = content.lines.filter(({ id }) => id !== 'line-11');
      return { summary: receiptOf(2).revision, content };
    });
  renderPart(<Harness store={store} last={last} />, api);
  return { api, store, excel, dialog: await screen.findByTestId('submit-dialog') };
}

const reason = () => screen.getByTestId('not-yet').textContent;
const submitButton = () => screen.getByRole('button', { name: 'Submit to finance' });
const type = (label: RegExp | string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('the vote and the statement come first, with the reason beside the button; then it goes with both', async () => {
  const { api } = await openDialog();
  expect(screen.queryByTestId('evidence-board')).toBeNull();
  expect(reason()).toBe('Fill in School Site Council');
  fireEvent.click(submitButton());
  expect(api.bodies(submitRevision)).toHaveLength(0);
  const date = screen.getByLabelText(/Date of the vote/);
  fireEvent.blur(date);
  expect(screen.getByText('Choose a date.')).toBeTruthy();
  type(/Date of the vote/, '2024-02-27');
  type(/Votes for/, 'all of them');
  expect(reason()).toBe('Fill in School Site Council');
  type(/Votes for/, '7');
  expect(reason()).toBe('Confirm the statement first');
  expect(screen.getByText(STATEMENT)).toBeTruthy();
  fireEvent.click(screen.getByRole('checkbox', { name: 'I confirm this' }));
  expect(reason()).toBe('');
  fireEvent.click(submitButton());
  const receipt = await screen.findByTestId('submit-receipt');
  expect(api.bodies(submitRevision)).toEqual([
    {
      revision: 3,
      attestation: { text: STATEMENT, confirmed: true },
      evidence: [{ id: 'council', values: { date: '2024-02-27', votes: '7' } }],
    },
  ]);
  for (const text of ['r3', HASH.slice(0, 8), 'abcdef01', '7', 'Wed 6 Mar'])
    expect(receipt.textContent).toContain(text);
  expect(within(receipt).getByTitle(HASH)).toBeTruthy();
  // The browser of a pane may not give the clipboard away; then it says so.
  fireEvent.click(within(receipt).getByRole('button', { name: 'Copy the receipt' }));
  expect(await within(receipt).findByText(/does not allow it/)).toBeTruthy();
});

test('a warning is explained right there: it goes into the line, wants a save, and stays in sight', async () => {
  const { excel, store } = await openDialog();
  const box = screen.getByTestId('to-explain');
  expect(box.textContent).toContain('1 point to explain');
  expect(box.textContent).toContain('stands on 2 lines');
  expect(within(box).getByRole('button', { name: 'Write it down' }).getAttribute('aria-disabled')).toBe(
    'true',
  );
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  fireEvent.change(within(box).getByLabelText('Why it is right'), {
    target: { value: '=two classrooms' },
  });
  fireEvent.click(within(box).getByRole('button', { name: 'Write it down' }));
  await waitFor(() => expect(reason()).toBe('Save what you wrote first'));
  expect([
    excel.value('budget', 'line-6', 'justification'),
    excel.value('budget', 'line-12', 'justification'),
  ]).toContain("'=two classrooms");
  expect(box.textContent).toContain('Every point to check is explained.');
  expect(box.textContent).toContain('Explained: “=two classrooms”');
  expect(store.current().reading?.problems.filter(isUnexplained)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(reason()).toBe('Fill in School Site Council');
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
});

test('an explanation that Excel refuses stays in the box', async () => {
  const { excel } = await openDialog();
  excel.nextFault = 'excel.inCellEdit';
  const box = screen.getByTestId('to-explain');
  fireEvent.change(within(box).getByLabelText('Why it is right'), { target: { value: 'Two rooms' } });
  fireEvent.click(within(box).getByRole('button', { name: 'Write it down' }));
  expect(await within(box).findByText('Excel did not take it. Try again.')).toBeTruthy();
  expect(within(box).getByLabelText<HTMLTextAreaElement>('Why it is right').value).toBe('Two rooms');
});

test('it is compared with what was submitted last, and says when that cannot be', async () => {
  const returned = submissionOf({ revision: 2, status: 'returned' });
  await openDialog(returned);
  const since = await screen.findByTestId('since-last');
  // The Title I supplies were added since, and the second line on the account of line 6, which holds nothing.
  await waitFor(() => expect(since.textContent).toContain('+$1,500'));
  expect(since.textContent).toContain('Lines changed since2');
  cleanup();
  const { api } = await openDialog(null);
  expect(api.bodies(getRevision)).toHaveLength(0);
  cleanup();
  const { store } = await openSheetStore(askingBook());
  renderPart(
    <Harness store={store} last={returned} />,
    new FakeApi().on(getRevision, () => Promise.reject(UNREACHABLE)),
  );
  expect(await screen.findByText('r2 cannot be compared with now.')).toBeTruthy();
});

test('a district that asks for nothing is asked nothing', async () => {
  const { api } = await openDialog(null, smallBook());
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(screen.queryByTestId('to-explain')).toBeNull();
  fireEvent.click(submitButton());
  await screen.findByTestId('submit-receipt');
  expect(api.bodies(submitRevision)).toEqual([{ revision: 3 }]);
});

test('what is about no line of hers is explained beside the rows', async () => {
  const { store } = await openSheetStore();
  const { reading } = store.current();
  if (!reading) throw new Error('not read');
  const written = explanations();
  const about = (place: Parameters<typeof explainTarget>[2]['place']) =>
    ({ code: 'x', severity: 'warning', place, params: {} }) as const;
  const electricity = about({ kind: 'line', lineId: 'line-7', field: 'amount' });
  const source = about({ kind: 'allocation', fundingSource: 'T1' });
  const supplies = about({ kind: 'line', lineId: 'line-6', field: 'amount' });
  expect(explainTarget(store.frame, reading, electricity, 'x').kind).toBe('content');
  expect(explainTarget(store.frame, reading, supplies, 'x')).toMatchObject({ kind: 'cell', name: 'N10' });
  expect(await explainProblem(store, written, source, ' Because ')).toBe(true);
  expect([...written.drafts()]).toEqual([[problemKey(source), 'Because']]);
});

test('explanations outlive a reload, come to the saved ones, and are forgotten once saved', () => {
  const storage = memoryStorage();
  const options = { storage, partitionKey: 'p', workbookId: 'b' };
  const store = createExplanationStore(options);
  let changes = 0;
  store.subscribe(() => (changes += 1));
  store.write('a', 'new');
  store.write('b', '');
  const reloaded = createExplanationStore(options);
  const saved = [
    { problemKey: 'a', text: 'old' },
    { problemKey: 'b', text: 'gone' },
    { problemKey: 'c', text: 'kept' },
  ];
  const merged = withDrafts(saved, reloaded.drafts());
  expect(merged).toEqual([
    { problemKey: 'a', text: 'new' },
    { problemKey: 'c', text: 'kept' },
  ]);
  reloaded.settle(saved);
  expect(reloaded.drafts().size).toBe(2);
  reloaded.settle(merged);
  expect(reloaded.drafts().size).toBe(0);
  expect(createExplanationStore(options).drafts().size).toBe(0);
  expect(changes).toBe(2);
  expect(withDrafts(undefined, new Map())).toBeUndefined();
  expect(createExplanationStore({ ...options, workbookId: 'other' }).drafts().size).toBe(0);
  storage.setItem('psitebook-explanations-b', '{"not":"it"}');
  expect(createExplanationStore(options).drafts().size).toBe(0);
});
