import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { addComment, listComments, type LineComment } from '../../src/contract/comments.js';
import { getSubmission } from '../../src/contract/submissions.js';
import { SubmissionView } from '../../src/web/queue/SubmissionView.js';
import { FakeApi } from '../support/fake-api.js';
import { PRINCIPAL, receiptOf, submissionOf } from '../support/pane-setup.js';
import { renderPart } from '../support/season-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(cleanup);

function openSubmission() {
  const comments: LineComment[] = [];
  const submission = submissionOf({
    attestation: { text: 'I have looked through it.' },
    evidence: [
      {
        id: 'council',
        title: 'School Site Council',
        fields: [{ key: 'date', label: 'Date of the vote', kind: 'date', value: '2024-02-27' }],
      },
    ],
  });
  const api = new FakeApi()
    .on(listComments, () => ({ comments: [...comments] }))
    .on(addComment, ({ body }) => {
      const comment: LineComment = {
        ...body,
        account: '100-1131-608-050-410',
        title: 'Classroom supplies',
        authorId: PRINCIPAL.id,
        author: 'Julia Ortiz',
        at: '2024-03-06T18:00:00.000Z',
        replyTo: null,
        resolvedAt: null,
        resolvedBy: null,
      };
      comments.push(comment);
      return comment;
    })
    .on(getSubmission, () => ({
      submission,
      site: smallBook().site,
      revision: receiptOf(1).revision,
      currentCents: 0,
      allocatedCents: 0,
      changedLines: 1,
      lines: [
        {
          lineId: 'line-6',
          account: '100-1131-608-050-410',
          title: 'Classroom supplies',
          accountTitle: 'Supplies',
          fundingSource: null,
          currentCents: 100,
          proposedCents: 200,
          currentFte: 0,
          proposedFte: 0,
          justification: '',
          isRemoved: false,
        },
      ],
      unchangedLines: 0,
      balances: [],
      problems: [],
      rules: [],
    }));
  renderPart(<SubmissionView submissionId={submission.id} />, api);
  return { api };
}

test('the reviewer reads the statement and the vote, and comments right beside a line', async () => {
  const { api } = openSubmission();
  const evidence = await screen.findByTestId('evidence');
  expect(evidence.textContent).toContain('School Site Council');
  expect(evidence.textContent).toContain('Tue 27 Feb');
  expect(evidence.textContent).toContain('“I have looked through it.”');
  fireEvent.click(screen.getByRole('button', { name: 'Comment' }));
  fireEvent.change(screen.getByLabelText('Your comment'), { target: { value: 'What for?' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(screen.getByText('What for?')).toBeTruthy());
  expect(api.bodies(addComment)).toMatchObject([
    { place: { kind: 'line', rowId: 'line-6' }, revision: 1, text: 'What for?' },
  ]);
  // It stands in the line's own row of the table.
  const row = screen.getByRole('rowheader', { name: '100-1131-608-050-410' }).closest('tr');
  if (!row) throw new Error('no row');
  expect(within(row).getByText('What for?')).toBeTruthy();
});

test('the budget as a whole can be commented on too', async () => {
  const { api } = openSubmission();
  fireEvent.click(await screen.findByRole('button', { name: 'Comment on the whole budget' }));
  fireEvent.change(screen.getByLabelText('Your comment'), { target: { value: 'Well done' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(await screen.findByText('Well done')).toBeTruthy();
  expect(api.bodies(addComment)).toMatchObject([{ place: { kind: 'site' } }]);
});
