import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { addLine } from '../../src/core/budget/edit-content.js';
import type { SiteBook } from '../../src/core/budget/site-book.js';
import { saveRevision } from '../../src/contract/sites.js';
import { openPane, type PaneOptions } from '../support/pane-setup.js';

afterEach(cleanup);

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const item = (name: string | RegExp) => screen.findByRole('menuitem', { name });

async function home(options: PaneOptions = {}) {
  const pane = openPane(options);
  await screen.findByTestId('balances');
  return pane;
}

async function openAddLine() {
  fireEvent.click(button('Add'));
  fireEvent.click(await item('A line…'));
}

function openRowMenu() {
  fireEvent.click(screen.getByTestId('row-menu'));
}

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } });

describe('adding a line', () => {
  test('plain words find the account, its effect is shown, and the line stands in the sheet with her amount', async () => {
    const { excel } = await home();
    const before = excel.cells().budget.values.length;
    await openAddLine();
    expect(document.activeElement?.textContent).toBe('Add a line');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'supplies' } });
    const found = await waitFor(() => screen.getAllByTestId('found-account'));
    expect(found[0]?.textContent).toContain('Supplies');
    fireEvent.click(found[0]!);
    type('What the line is called', 'Robotics club');
    type('Amount in dollars', '1,200');
    expect(screen.getByTestId('line-effect').textContent).toMatch(/^Leaves \$[\d,.]+ in General fund\.$/);
    type('Justification', 'Voted by the council');
    fireEvent.click(button('Add the line'));
    await waitFor(() => expect(screen.queryByText('Add a line')).toBeNull());
    const rows = excel.cells().budget.values;
    expect(rows.length).toBe(before + 1);
    const added = rows.find((row) => row.includes('Robotics club'));
    expect(added).toEqual(expect.arrayContaining([1_200, 'Voted by the council']));
    // It goes to the amount of the new line.
    expect(excel.selected.at(-1)).toMatchObject({ sheet: 'Budget', column: 8 });
  });

  test('an amount that is none is said at once and adds nothing', async () => {
    const { excel } = await home();
    const before = excel.cells();
    await openAddLine();
    fireEvent.click((await waitFor(() => screen.getAllByTestId('found-account')))[0]!);
    type('Amount in dollars', '12,34');
    expect(screen.getByText(/Type an amount of dollars and cents/)).toBeTruthy();
    expect(screen.getByTestId('line-effect').textContent).toBe('');
    fireEvent.click(button('Add the line'));
    expect(excel.cells()).toEqual(before);
  });

  test('more than is left is said in words, and can be added all the same', async () => {
    await home();
    await openAddLine();
    fireEvent.click((await waitFor(() => screen.getAllByTestId('found-account')))[0]!);
    type('Amount in dollars', '900,000');
    expect(screen.getByTestId('line-effect').textContent).toMatch(/would be over by \$/);
  });

  test('what fits nothing says so', async () => {
    await home();
    await openAddLine();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'zeppelin hangar' } });
    await waitFor(() => expect(screen.getByTestId('found').textContent).toBe('No account of yours fits.'));
    expect(screen.queryAllByTestId('found-account')).toHaveLength(0);
  });

  test('Escape goes back, and the focus to where it was', async () => {
    await home();
    button('Add').focus();
    await openAddLine();
    fireEvent.keyDown(screen.getByText('Add a line'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByText('Add a line')).toBeNull());
    await waitFor(() => expect(screen.getByTestId('home').contains(document.activeElement)).toBe(true));
  });

  test('when Excel refuses, the form stays as it is', async () => {
    const { excel } = await home();
    await openAddLine();
    fireEvent.click((await waitFor(() => screen.getAllByTestId('found-account')))[0]!);
    type('What the line is called', 'Robotics club');
    excel.nextFault = 'excel.protectedByOthers';
    fireEvent.click(button('Add the line'));
    await waitFor(() => expect(button('Add the line').getAttribute('aria-disabled')).not.toBe('true'));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'What the line is called' }).value).toBe(
      'Robotics club',
    );
  });
});

describe('the selected row', () => {
  test('without one there is nothing to do', async () => {
    await home();
    expect(screen.queryByTestId('row-menu')).toBeNull();
    expect(button('Row').getAttribute('aria-disabled')).toBe('true');
  });

  test('a line of hers is copied to the same account with nothing in it', async () => {
    const { excel } = await home();
    act(() => excel.click('budget', 'line-6'));
    openRowMenu();
    fireEvent.click(await item('Copy this line…'));
    expect(screen.getByText('Copy a line')).toBeTruthy();
    fireEvent.click(button('Add the line'));
    await waitFor(() => expect(screen.queryByText('Copy a line')).toBeNull());
    const rows = excel.cells().budget.values;
    const at = rows.findIndex((row) => row.includes('line-6'));
    expect(rows[at + 1]?.slice(0, 5)).toEqual(rows[at]?.slice(0, 5));
    expect(rows[at + 1]?.[8]).toBe(0);
  });

  test('a line of hers is removed after a question, and a save tells finance', async () => {
    const { excel, api } = await home();
    act(() => excel.click('budget', 'line-6'));
    openRowMenu();
    fireEvent.click(await item('Remove this line…'));
    const dialog = screen.getByTestId('remove-row');
    expect(dialog.textContent).toContain('Finance sees that it is gone.');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove it' }));
    await waitFor(() => expect(screen.queryByTestId('remove-row')).toBeNull());
    expect(excel.cells().budget.values.flat()).not.toContain('line-6');
    fireEvent.click(button('Save'));
    await waitFor(() => expect(api.bodies(saveRevision)).toHaveLength(1));
    expect(JSON.stringify(api.bodies(saveRevision)[0])).not.toContain('"line-6"');
  });

  test('a row of another office says whose it is and offers nothing that changes it', async () => {
    const { excel } = await home({ owners: ['facilities'] });
    act(() => excel.click('budget', 'line-6'));
    openRowMenu();
    expect(await screen.findByText(/edits this row\./)).toBeTruthy();
    expect(screen.queryByRole('menuitem')).toBeNull();
  });
});

describe('a post', () => {
  /** A second line pays teachers, from Title I. */
  const withSecondLine = (book: SiteBook): SiteBook => ({
    ...book,
    opening: addLine(book.opening, {
      id: 'line-12',
      account: '201-1272-608-000-111',
      title: 'Title I teachers',
      enteredCents: 0,
      justification: '',
    }),
  });
  async function openPost(id = 'post-1') {
    const pane = await home({ change: withSecondLine });
    act(() => pane.excel.click('positions', id));
    openRowMenu();
    fireEvent.click(await item('Change, split or vacate this post…'));
    return pane;
  }

  test('is cut to half, with what that leaves, and its lines follow', async () => {
    const { excel } = await openPost();
    type('FTE', '0.5');
    // Half of 68,000 salary, 24 % retirement on it, half of 19,200 medical; the head still counts whole.
    expect(screen.getByTestId('balance-effects').textContent).toContain('General fund: $75,274.38');
    fireEvent.click(button('Change the post'));
    await waitFor(() => expect(screen.queryByText('Change a post')).toBeNull());
    expect(excel.value('positions', 'post-1', 'fte')).toBe(0.5);
    expect(excel.value('budget', 'line-1', 'amount')).toBe(65_000);
    expect(screen.queryByTestId('banner-stale')).toBeNull();
  });

  test('gives a part of itself to another account; both keep the FTE', async () => {
    const { excel } = await openPost();
    fireEvent.click(screen.getByRole('radio', { name: 'Pay a part from elsewhere' }));
    const account = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Paid from' });
    expect([...account.options].map(({ value }) => value)).toEqual(['201-1272-608-000-111']);
    type('FTE of the part', '0.4');
    type('Title of the part', 'Teacher, Title I part');
    fireEvent.click(button('Change the post'));
    await waitFor(() => expect(screen.queryByText('Change a post')).toBeNull());
    const rows = excel.cells().positions.values;
    const part = rows.find((row) => row.includes('Teacher, Title I part'));
    expect(part).toContain(0.4);
    expect(excel.value('positions', 'post-1', 'fte')).toBe(0.6);
  });

  test('as much as the whole is no part', async () => {
    await openPost();
    fireEvent.click(screen.getByRole('radio', { name: 'Pay a part from elsewhere' }));
    type('FTE of the part', '1');
    expect(screen.getByText(/Type more than 0 and less than 1.00/)).toBeTruthy();
    expect(button('Change the post').getAttribute('aria-disabled')).toBe('true');
  });

  test('becomes vacant', async () => {
    const { excel } = await openPost();
    fireEvent.click(screen.getByRole('radio', { name: 'Make it vacant' }));
    fireEvent.click(button('Change the post'));
    await waitFor(() => expect(excel.value('positions', 'post-1', 'status')).toBe('vacant'));
  });
});

describe('opened by a ribbon button', () => {
  test('Save saves once', async () => {
    const { api } = await home({ task: 'save' });
    await waitFor(() => expect(api.bodies(saveRevision)).toHaveLength(1));
    expect(await screen.findByTestId('receipt')).toBeTruthy();
  });

  test('Add line opens the search', async () => {
    await home({ task: 'addLine' });
    expect(await screen.findByText('Add a line')).toBeTruthy();
  });

  test('Check reads the sheet and saves nothing', async () => {
    const { api } = await home({ task: 'check' });
    await screen.findByTestId('problems');
    expect(api.bodies(saveRevision)).toHaveLength(0);
  });

  test('somebody who only looks gets no save', async () => {
    const { api } = await home({ task: 'save', owners: [] });
    await screen.findByTestId('problems');
    expect(api.bodies(saveRevision)).toHaveLength(0);
  });
});

describe('the first time', () => {
  test('three points greet, and one click goes on', async () => {
    openPane({ isFirstRun: true });
    const page = await screen.findByTestId('first-run');
    expect(within(page).getAllByRole('listitem')).toHaveLength(3);
    fireEvent.click(button('Start'));
    expect(await screen.findByTestId('balances')).toBeTruthy();
  });
});
