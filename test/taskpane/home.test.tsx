import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { BodyOf } from '../../src/contract/endpoint.js';
import { saveRevision } from '../../src/contract/sites.js';
import { submitRevision } from '../../src/contract/submissions.js';
import { refusal, UNREACHABLE } from '../support/fake-api.js';
import { openPane, receiptOf, submissionOf } from '../support/pane-setup.js';

afterEach(cleanup);

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const click = (name: string | RegExp) => fireEvent.click(button(name));
const reason = () => screen.getByTestId('submit-reason').textContent;
const state = () => screen.getByTestId('state').textContent;

/** The pane with the sheet read. */
async function home(options = {}) {
  const pane = openPane(options);
  await screen.findByTestId('balances');
  return pane;
}

describe('what is left', () => {
  test('shows dollars and headcount of every funding source', async () => {
    await home();
    const row = screen.getByTestId('balance-GF');
    expect(row.textContent).toContain('General fund');
    expect(row.textContent).toContain('23,514.38');
    expect(row.getAttribute('data-over')).toBe('false');
    expect(screen.getByTestId('balance-T1').textContent).toContain('4,072.80');
  });

  test('typing over the allocation shows by how much, as a problem, and says it once', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-11', 'amount', 6_000));
    const row = screen.getByTestId('balance-T1');
    expect(row.getAttribute('data-over')).toBe('true');
    expect(row.textContent).toContain('(427.20)');
    expect(screen.getByText(/Title I is over by \$427\.20\./)).toBeTruthy();
    expect(screen.getByText(/You have \$27,000 and budget \$27,427\.20/)).toBeTruthy();
    expect(screen.getByTestId('announcer').textContent).toBe('Title I: over by $427.20');
    expect(screen.getAllByTestId(/^balance-/)[0]?.getAttribute('data-testid')).toBe('balance-T1');
    expect(reason()).toBe('1 problem to fix');
  });

  test('a settled funding source is folded away and can be opened', async () => {
    const { excel } = await home();
    // A whole reading assistant: 60 % of 36,000 with 24 % retirement is 26,784 of 27,000, and 0.6 of 0.6 FTE.
    act(() => excel.type('positions', 'post-3', 'fte', 1));
    expect(screen.getByTestId('balance-T1').getAttribute('data-over')).toBe('true');
    act(() => excel.type('budget', 'line-11', 'amount', 216));
    expect(screen.queryByTestId('balance-T1')).toBeNull();
    click('1 more balanced');
    expect(screen.getByTestId('balance-T1').textContent).toContain('0');
  });

  test('a post cut by half takes its salary and benefits along and offers to update the sheet', async () => {
    const { excel } = await home();
    act(() => excel.type('positions', 'post-1', 'fte', 0.5));
    const row = screen.getByTestId('balance-GF');
    // Half of 68,000 salary, 24 % retirement on it, half of 19,200 medical; the head still counts whole.
    expect(row.textContent).toContain('75,274.38');
    const banner = screen.getByTestId('banner-stale');
    expect(banner.textContent).toContain('3 lines follow the posts you changed.');
    fireEvent.click(within(banner).getByRole('button', { name: 'Update the sheet' }));
    await waitFor(() => expect(screen.queryByTestId('banner-stale')).toBeNull());
    expect(excel.value('budget', 'line-1', 'amount')).toBe(65_000);
  });

  test('a click on a funding source goes to the first cell of hers that it pays, and the selected cell marks its funding source', async () => {
    const { excel } = await home();
    fireEvent.click(screen.getByTestId('balance-T1'));
    await waitFor(() => expect(excel.selected).toEqual([{ sheet: 'Budget', row: 14, column: 8 }]));
    act(() => excel.click('budget', 'line-11'));
    expect(screen.getByTestId('balance-T1').getAttribute('aria-current')).toBe('true');
    expect(screen.getByTestId('balance-GF').getAttribute('aria-current')).toBeNull();
  });
});

describe('problems', () => {
  test('overspending shows the address of a cell that she may change, and goes there', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-11', 'amount', 6_000));
    // The first line that Title I pays is derived from posts; the first open amount is further down.
    fireEvent.click(within(screen.getByTestId('problem')).getByRole('button', { name: 'I15' }));
    await waitFor(() => expect(excel.selected).toEqual([{ sheet: 'Budget', row: 14, column: 8 }]));
  });

  test('too much headcount goes to the FTE of a post', async () => {
    const { excel } = await home();
    act(() => excel.type('positions', 'post-1', 'fte', 1.5));
    const problem = screen
      .getAllByTestId('problem')
      .find(({ dataset }) => dataset['code'] === 'allocation.overFte');
    if (!problem) throw new Error('no problem');
    fireEvent.click(within(problem).getByRole('button', { name: 'Positions E5' }));
    await waitFor(() => expect(excel.selected).toEqual([{ sheet: 'Positions', row: 4, column: 4 }]));
  });

  test('without a cell of hers it goes to the first line of the funding source', async () => {
    const { excel } = await home({ owners: ['facilities'] });
    fireEvent.click(screen.getByTestId('balance-T1'));
    await waitFor(() => expect(excel.selected).toEqual([{ sheet: 'Budget', row: 12, column: 8 }]));
  });

  test('a third of a thousand is rounded with one click', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'amount', 1000 / 3));
    const problem = screen.getByTestId('problem');
    expect(problem.textContent).toContain('has fractions of a cent');
    expect(within(problem).getByRole('button', { name: 'I10' })).toBeTruthy();
    fireEvent.click(within(problem).getByRole('button', { name: 'Round to $333.33' }));
    await waitFor(() => expect(screen.queryByTestId('problem')).toBeNull());
    expect(excel.value('budget', 'line-6', 'amount')).toBe(333.33);
    expect(screen.getByText('Nothing to fix.')).toBeTruthy();
  });

  test('text that can only mean one figure becomes it; other text has no repair', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'amount', '$1,200'));
    click('Make it $1,200');
    await waitFor(() => expect(screen.queryByTestId('problem')).toBeNull());
    act(() => excel.type('budget', 'line-6', 'amount', 'about 1200'));
    const problem = screen.getByTestId('problem');
    expect(within(problem).queryByRole('button', { name: /Make it/ })).toBeNull();
  });

  test('a wrong code is put back with its leading zeros', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'segment:area', 99));
    expect(screen.getByText(/Area 99 should have 3 characters/)).toBeTruthy();
    expect(reason()).toBe('1 problem to fix');
    click('Put the account back');
    await waitFor(() => expect(screen.queryByTestId('problem')).toBeNull());
    expect(excel.value('budget', 'line-6', 'segment:area')).toBe('050');
  });

  test('figures typed into the row of another office do not count and can be put back', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-7', 'amount', 1));
    expect(screen.getByTestId('balance-GF').textContent).toContain('23,514.38');
    fireEvent.click(screen.getByRole('tab', { name: 'To check 1' }));
    expect(screen.getByText(/belongs to Facilities and was changed in this sheet/)).toBeTruthy();
    click('Put the row back');
    await waitFor(() => expect(excel.value('budget', 'line-7', 'amount')).toBe(48_000));
  });

  test('says why in place, with source and whom to ask', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-11', 'amount', 6_000));
    expect(screen.queryByText(/Board policy DB/)).toBeNull();
    click('Why?');
    expect(screen.getByText(/Board policy DB/).textContent).toContain('Ask Business office.');
  });

  test('a repair that Excel refuses is told, and the problem stays', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'amount', 1000 / 3));
    excel.nextFault = 'excel.inCellEdit';
    click('Round to $333.33');
    expect((await screen.findByTestId('banner-command-fault')).textContent).toContain('Press Enter in it');
    expect(screen.getByTestId('problem')).toBeTruthy();
  });

  test('a long list is shown in parts', async () => {
    const { excel } = await home();
    act(() => {
      for (const id of ['line-6', 'line-8', 'line-11']) excel.type('budget', id, 'amount', 'much');
    });
    expect(screen.getAllByTestId('problem')).toHaveLength(3);
    expect(screen.getByRole('tab', { name: 'To fix 3' })).toBeTruthy();
  });
});

describe('saving and submitting', () => {
  test('save comes first, then submit with its figures, then the decision can come', async () => {
    const { api, excel, status } = await home();
    expect(state()).toBe('Draft');
    expect(reason()).toBe('Save first');
    act(() => excel.type('budget', 'line-6', 'amount', 13_000));
    click('Save');
    const receipt = await screen.findByTestId('receipt');
    expect(receipt.textContent).toContain('Saved as r1');
    expect(receipt.textContent).toContain('5d41402a');
    expect(excel.baseRevisions).toEqual([1]);
    expect(api.bodies(saveRevision)).toHaveLength(1);
    expect(state()).toBe('Saved r1');
    expect(reason()).toBe('');

    api.on(submitRevision, ({ body }) => {
      status.submission = submissionOf({ revision: body.revision });
      return status.submission;
    });
    click('Submit…');
    const dialog = await screen.findByTestId('submit-dialog');
    expect(dialog.textContent).toContain('Revision 1 goes to finance');
    expect(dialog.textContent).toContain('$249,932.82');
    // Without a layout the focus that opens the dialog to people who listen may not come; the browser test sees it.
    fireEvent.click(within(dialog).getByRole('button', { name: 'Submit to finance', hidden: true }));
    expect(await screen.findByText('Maple Valley High School is with finance')).toBeTruthy();
    const close = await within(dialog).findByRole('button', { name: 'Close', hidden: true });
    await waitFor(() => expect(document.activeElement).toBe(close));
    fireEvent.click(close);
    await waitFor(() => expect(state()).toBe('With finance r1'));
    expect(reason()).toBe('With finance');
    expect(screen.getByTestId('timeline').textContent).toContain('Waiting for finance');
  });

  test('what was typed after the save must be saved before submitting', async () => {
    const { excel } = await home();
    click('Save');
    await screen.findByTestId('receipt');
    act(() => excel.type('budget', 'line-6', 'amount', 1));
    expect(state()).toBe('Not saved');
    expect(reason()).toBe('Save first');
    // Excel lets a disabled button be reached, so it must do nothing.
    click('Submit…');
    expect(screen.queryByTestId('submit-dialog')).toBeNull();
  });

  test('a returned budget shows who sent it back and why', async () => {
    const pane = openPane();
    pane.status.revision = receiptOf(1).revision;
    pane.status.submission = submissionOf({
      status: 'returned',
      decisions: [
        {
          decision: 'return',
          decidedById: '1d5cbb0e-3a57-4d5e-8a58-1f0d55c3a222',
          decidedBy: 'J. Ortiz',
          decidedAt: '2024-03-06T19:00:00.000Z',
          comment: 'Please explain supplies.',
        },
      ],
    });
    const timeline = await screen.findByTestId('timeline');
    expect(timeline.textContent).toContain('Sent back by J. Ortiz');
    expect(timeline.textContent).toContain('Please explain supplies.');
  });

  test('rows the server kept are listed with the receipt', async () => {
    const { api } = await home();
    api.on(saveRevision, () =>
      receiptOf(1, {
        kept: [
          {
            code: 'row.notYours',
            severity: 'warning',
            place: { kind: 'line', lineId: 'line-7', field: 'row' },
            params: { account: '100-2542-608-000-325', owner: 'Facilities' },
          },
        ],
      }),
    );
    click('Save');
    expect((await screen.findByTestId('kept')).textContent).toContain('belongs to Facilities');
    expect(screen.getByTestId('receipt').textContent).toContain('One thing to know about this save:');
  });

  test('an outdated base is refused clearly and nothing is lost', async () => {
    const { api, excel, status } = await home();
    act(() => excel.type('budget', 'line-6', 'amount', 13_000));
    api.on(saveRevision, () => {
      status.revision = { ...receiptOf(1).revision, savedBy: 'K. Brown' };
      throw refusal('revision.outdated', 409, 'K. Brown saved revision 1.');
    });
    click('Save');
    const notice = await screen.findByTestId('outdated');
    expect(notice.textContent).toContain('K. Brown saved');
    expect(notice.textContent).toContain('Nothing is lost');
    expect(excel.value('budget', 'line-6', 'amount')).toBe(13_000);
    expect(excel.baseRevisions).toEqual([]);
    await waitFor(() => expect(reason()).toBe('A newer revision exists'));
    click('Keep my sheet open');
    await waitFor(() => expect(screen.queryByTestId('outdated')).toBeNull());
  });

  test('offline: not saved, safe to try again, and the second try counts', async () => {
    const { api } = await home();
    api.on(saveRevision, () => Promise.reject(UNREACHABLE));
    click('Save');
    const error = await screen.findByTestId('error-state');
    expect(error.textContent).toContain('Not saved');
    expect(error.textContent).toContain('the same save is never stored twice');
    api.on(saveRevision, () => receiptOf(1));
    click('Try again');
    await screen.findByTestId('receipt');
    expect(screen.queryByTestId('error-state')).toBeNull();
    const [first, second] = api.bodies(saveRevision);
    expect(second).toEqual(first);
  });

  test('an account string beyond every limit is a problem of its line, and the sheet still saves', async () => {
    const { api, excel } = await home();
    act(() => excel.type('budget', 'line-6', 'segment:area', '9'.repeat(80)));
    expect(screen.getByText(/Area 9+ should have 3 characters/)).toBeTruthy();
    click('Save');
    await screen.findByTestId('receipt');
    const [body] = api.bodies(saveRevision) as BodyOf<typeof saveRevision>[];
    expect(body?.content.lines.find(({ id }) => id === 'line-6')?.account).toMatch(/^100-1131-608-9{51}$/);
  });

  test('a save that the workbook could not note says so, and is safe to repeat', async () => {
    const { excel } = await home();
    excel.nextFault = 'excel.busy';
    click('Save');
    expect((await screen.findByTestId('receipt')).textContent).toContain('Excel did not note the revision');
    click('Save');
    await waitFor(() => expect(excel.baseRevisions).toHaveLength(1));
  });

  test('the server blocks a submission that the pane let through, and says what it found', async () => {
    const { api } = await home();
    click('Save');
    await screen.findByTestId('receipt');
    api.on(submitRevision, () =>
      Promise.reject(refusal('submission.blocked', 422, 'One problem blocks submitting.')),
    );
    click('Submit…');
    fireEvent.click(await screen.findByRole('button', { name: 'Submit to finance' }));
    expect(await screen.findByText('One problem blocks submitting.')).toBeTruthy();
  });
});

describe('the sheet itself', () => {
  test('is locked at the start, and again on command when somebody unlocked it', async () => {
    const { excel } = await home();
    await waitFor(() => expect(excel.lockedTimes).toBe(1));
    act(() => excel.unprotect('Budget'));
    expect((await screen.findByTestId('banner-unlocked')).textContent).toContain('Budget is unlocked.');
    click('Lock again');
    await waitFor(() => expect(screen.queryByTestId('banner-unlocked')).toBeNull());
    expect(excel.lockedTimes).toBe(2);
  });

  test('that Excel does not give is said, and no old reading is saved', async () => {
    const { api, excel } = await home();
    act(() => excel.trouble('excel.busy'));
    expect(screen.getByTestId('banner-trouble').textContent).toContain('Excel is busy');
    click('Save');
    await screen.findByTestId('banner-command-fault');
    expect(api.bodies(saveRevision)).toEqual([]);
    act(() => excel.trouble(null));
    expect(screen.queryByTestId('banner-trouble')).toBeNull();
  });

  test('is not locked or saved by people who only look', async () => {
    const { excel } = await home({ owners: [] });
    expect(state()).toBe('View only');
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Add post' })).toBeNull();
    expect(excel.lockedTimes).toBe(0);
  });

  test('counts its verdicts where tests and measurements can see them', async () => {
    const { excel } = await home();
    const root = screen.getByTestId('home');
    await waitFor(() => expect(root.getAttribute('data-verdict')).toBe('1'));
    act(() => excel.type('budget', 'line-6', 'amount', 5));
    await waitFor(() => expect(root.getAttribute('data-verdict')).toBe('2'));
  });
});

test('the menu leads to one’s own account, in the browser', async () => {
  openPane();
  fireEvent.click(await screen.findByRole('button', { name: 'Account' }));
  const link = await screen.findByRole('menuitem', { name: /My account/ });
  expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual(['/account', '_blank']);
});

describe('an adopted year', () => {
  test('says so calmly, and offers neither saving nor submitting', async () => {
    const { status, excel } = openPane();
    status.adoptedOn = '2024-06-20';
    const banner = await screen.findByTestId('banner-adopted');
    expect(banner.textContent).toContain('The budget of 2024-25 was adopted on Thu 20 Jun.');
    expect(banner.textContent).toContain('goes to the finance office as an amendment');
    expect(state()).toBe('Adopted');
    expect(reason()).toBe('The budget is adopted');
    expect(button('Save')).toHaveProperty('disabled', true);
    act(() => excel.type('budget', 'line-11', 'amount', 6_000));
    expect(state()).toBe('Adopted');
  });

  test('a save that comes too late shows the notice and no error', async () => {
    const { api, status, excel } = await home();
    api.on(saveRevision, () => {
      status.adoptedOn = '2024-06-20';
      throw refusal('year.adopted', 409, 'The budget of 2024-25 is adopted.');
    });
    act(() => excel.type('budget', 'line-11', 'amount', 1_000));
    click('Save');
    expect(await screen.findByTestId('banner-adopted')).toBeTruthy();
    await waitFor(() => expect(screen.queryByTestId('error-state')).toBeNull());
    expect(reason()).toBe('The budget is adopted');
  });
});
