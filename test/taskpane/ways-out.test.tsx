import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { openPane, type PaneOptions } from '../support/pane-setup.js';

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

/** The pane with the sheet read. */
async function home(options: PaneOptions = {}) {
  const pane = openPane(options);
  await screen.findByTestId('balances');
  return pane;
}

/** Title I is over by $427.20, and its ways out are shown. */
async function overspent(options: PaneOptions = {}) {
  const pane = await home(options);
  act(() => pane.excel.type('budget', 'line-11', 'amount', 6_000));
  fireEvent.click(screen.getByRole('button', { name: 'See ways out' }));
  return pane;
}

const ways = () => screen.queryAllByTestId('way').map(({ textContent }) => textContent);
const previewButton = (label: RegExp) =>
  screen.getByRole('button', { name: new RegExp(`^Preview: ${label.source}`) });
const preview = (label: RegExp) => fireEvent.click(previewButton(label));
const take = () => fireEvent.click(screen.getByRole('button', { name: 'Do it' }));
const undo = () => fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
const status = () => within(screen.getByTestId('done')).getByRole('status', { hidden: true }).textContent;
/** Text without what is only read out. */
const shown = (text: string | null) => (text ?? '').replace(/from .*? to \S+/g, '');

describe('ways out of an overspent allocation', () => {
  test('are at most three lines with their effect', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-11', 'amount', 6_000));
    const see = screen.getByRole('button', { name: 'See ways out' });
    expect(ways()).toEqual([]);
    fireEvent.click(see);
    expect(see.getAttribute('aria-expanded')).toBe('true');
    expect(ways()).toEqual([
      'Cut line 15 by $427.20',
      'Move $427.20 of line 15 to General fund: leaves $23,087.18',
    ]);
  });

  test('are previewed with cells and balances before and after; the sheet goes there, and nothing is written', async () => {
    const { excel } = await overspent();
    const write = jest.spyOn(excel, 'editCells');
    preview(/Move/);
    expect(previewButton(/Move/).getAttribute('aria-expanded')).toBe('true');
    const shownNow = within(screen.getByTestId('way-preview'))
      .getAllByRole('listitem')
      .map(({ textContent }) => shown(textContent));
    expect(shownNow).toEqual([
      'I15 Title I supplies$6,000 → $5,572.80',
      'I10 Classroom supplies$12,480 → $12,907.20',
      'Title I($427.20) → $0',
      'General fund$23,514.38 → $23,087.18',
    ]);
    expect(screen.getByText('from ($427.20) to $0')).toBeTruthy();
    await waitFor(() => expect(excel.selected).toEqual([{ sheet: 'Budget', row: 14, column: 8 }]));
    fireEvent.click(screen.getByRole('button', { name: 'I10' }));
    await waitFor(() => expect(excel.selected.at(-1)).toEqual({ sheet: 'Budget', row: 9, column: 8 }));
    // One at a time.
    preview(/Cut/);
    expect(screen.getAllByTestId('way-preview')).toHaveLength(1);
    preview(/Cut/);
    expect(screen.queryByTestId('way-preview')).toBeNull();
    expect(write).not.toHaveBeenCalled();
    expect(excel.value('budget', 'line-11', 'amount')).toBe(6_000);
  });

  test('are made in one write, said politely, and taken back whole', async () => {
    const { excel } = await overspent();
    const write = jest.spyOn(excel, 'editCells');
    preview(/Move/);
    const button = screen.getByRole('button', { name: 'Do it' });
    // jsdom calls a page whose focused element went away one without the focus.
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    button.focus();
    fireEvent.click(button);
    await waitFor(() => expect(screen.queryByTestId('problem')).toBeNull());
    expect(write).toHaveBeenCalledTimes(1);
    expect(excel.value('budget', 'line-11', 'amount')).toBe(5_572.8);
    expect(excel.value('budget', 'line-6', 'amount')).toBe(12_907.2);
    expect(screen.getByTestId('balance-GF').textContent).toContain('23,087.18');
    await waitFor(() =>
      expect(status()).toBe('Done: Move $427.20 of line 15 to General fund: leaves $23,087.18'),
    );
    // The button that was pressed is gone.
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Undo'));
    undo();
    await waitFor(() => expect(status()).toMatch(/^Taken back: Move \$427\.20/));
    expect(excel.value('budget', 'line-11', 'amount')).toBe(6_000);
    expect(excel.value('budget', 'line-6', 'amount')).toBe(12_480);
    expect(await screen.findByRole('button', { name: 'See ways out' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    fireEvent.click(within(screen.getByTestId('done')).getByRole('button', { name: 'Close' }));
    expect(status()).toBe('');
  });

  test('taken back leave what was typed since, and say where', async () => {
    const { excel } = await overspent();
    preview(/Move/);
    take();
    await screen.findByRole('button', { name: 'Undo' });
    act(() => excel.type('budget', 'line-6', 'amount', 1_000));
    undo();
    await waitFor(() => expect(status()).toContain('I10 was changed since and stays as it is.'));
    expect(excel.value('budget', 'line-6', 'amount')).toBe(1_000);
    expect(excel.value('budget', 'line-11', 'amount')).toBe(6_000);
  });

  test('taken back find their row where it is by then', async () => {
    const { excel } = await overspent();
    preview(/Cut line 15/);
    take();
    await screen.findByRole('button', { name: 'Undo' });
    act(() => excel.removeRow('budget', 'line-8'));
    undo();
    await waitFor(() => expect(excel.value('budget', 'line-11', 'amount')).toBe(6_000));
    await waitFor(() => expect(status()).toMatch(/^Taken back: Cut line 15/));
  });

  test('whose row is gone are not taken back, and it says so', async () => {
    const { excel } = await overspent();
    preview(/Cut line 15/);
    take();
    await screen.findByRole('button', { name: 'Undo' });
    act(() => excel.removeRow('budget', 'line-11'));
    undo();
    await waitFor(() =>
      expect(status()).toBe('Nothing was taken back: a row that is gone was changed since.'),
    );
  });

  test('follow the sheet while they are open, and close with the problem', async () => {
    const { excel } = await overspent();
    act(() => excel.type('budget', 'line-11', 'amount', 6_100));
    expect(ways()[0]).toBe('Cut line 15 by $527.20');
    act(() => excel.type('budget', 'line-11', 'amount', 1_500));
    expect(screen.queryByTestId('ways-out')).toBeNull();
  });

  test('worked out from figures that a cell does not hold any more are not written', async () => {
    const { excel } = await overspent();
    preview(/Cut/);
    // As a co-author's change of which no event came.
    await excel.writeOpenCells([{ sheet: 'Budget', row: 14, column: 8, value: 7_000 }]);
    take();
    expect((await screen.findByTestId('banner-command-fault')).textContent).toContain(
      'The cell holds something else by now',
    );
    expect(excel.value('budget', 'line-11', 'amount')).toBe(7_000);
  });

  test('of headcount cut a post to a size that fits', async () => {
    const { excel } = await home();
    act(() => excel.type('positions', 'post-1', 'fte', 1.6));
    const problem = screen
      .getAllByTestId('problem')
      .find(({ dataset }) => dataset['code'] === 'allocation.overFte');
    if (!problem) throw new Error('no problem');
    fireEvent.click(within(problem).getByRole('button', { name: 'See ways out' }));
    expect(ways()[0]).toMatch(/^Cut Teacher, (mathematics|English) from \d\.\d\d to \d\.\d\d FTE: leaves /);
    const [first] = within(problem).getAllByRole('button', { name: /^Preview/ });
    fireEvent.click(first ?? problem);
    const [cell] = within(within(problem).getByTestId('way-preview')).getAllByRole('listitem');
    expect(cell?.textContent).toMatch(/^Positions E\d+ Teacher, \w+\d\.\d\d FTE → \d\.\d\d FTE/);
    take();
    const codes = () => screen.queryAllByTestId('problem').map(({ dataset }) => dataset['code']);
    await waitFor(() => expect(codes()).not.toContain('allocation.overFte'));
  });

  test('are none where no single move helps, and it says so', async () => {
    const { excel } = await home();
    act(() => {
      excel.type('budget', 'line-6', 'amount', 400_000);
      excel.type('budget', 'line-8', 'amount', 400_000);
    });
    fireEvent.click(screen.getByRole('button', { name: 'See ways out' }));
    expect(ways()).toEqual([]);
    expect(screen.getByTestId('ways-out').textContent).toBe(
      'No single move of yours mends this. Change several lines, or ask the business office.',
    );
  });

  test('that Excel refuses leave the sheet as it is and say so', async () => {
    const { excel } = await overspent();
    preview(/Cut/);
    excel.nextFault = 'excel.inCellEdit';
    // The preview has gone to its cell.
    await waitFor(() => expect(excel.nextFault).toBe('excel.inCellEdit'));
    take();
    expect((await screen.findByTestId('banner-command-fault')).textContent).toContain('Press Enter in it');
    expect(excel.value('budget', 'line-11', 'amount')).toBe(6_000);
    expect(status()).toBe('');
  });

  test('are of her own rows, and not offered to people who only look', async () => {
    const { excel } = await home({ owners: ['facilities'] });
    act(() => excel.type('budget', 'line-7', 'amount', 90_000));
    fireEvent.click(screen.getByRole('button', { name: 'See ways out' }));
    // Facilities may cut its own line only.
    expect(ways()).toEqual([expect.stringMatching(/^Cut line 11 by /)]);
    cleanup();
    const reader = await home({ owners: [] });
    act(() => reader.excel.type('budget', 'line-11', 'amount', 6_000));
    expect(screen.queryByRole('button', { name: 'See ways out' })).toBeNull();
  });
});

describe('a repair', () => {
  test('of a locked cell is taken back as well', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'segment:area', '999'));
    fireEvent.click(screen.getByRole('button', { name: 'Put the account back' }));
    await waitFor(() => expect(excel.value('budget', 'line-6', 'segment:area')).toBe('050'));
    expect(status()).toBe('Done: Put the account back');
    undo();
    await waitFor(() => expect(excel.value('budget', 'line-6', 'segment:area')).toBe('999'));
  });

  test('takes the place of the one before in the notice', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'amount', 100.005));
    fireEvent.click(await screen.findByRole('button', { name: /^Round to/ }));
    await waitFor(() => expect(status()).toMatch(/^Done: Round to \$100/));
    act(() => excel.type('budget', 'line-8', 'amount', '1,500'));
    fireEvent.click(await screen.findByRole('button', { name: 'Make it $1,500' }));
    await waitFor(() => expect(status()).toBe('Done: Make it $1,500'));
    undo();
    await waitFor(() => expect(excel.value('budget', 'line-8', 'amount')).toBe('1,500'));
    expect(excel.value('budget', 'line-6', 'amount')).not.toBe(100.005);
  });
});
