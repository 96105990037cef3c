import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { openPane, type PaneOptions } from '../support/pane-setup.js';

afterEach(cleanup);

async function home(options: PaneOptions = {}) {
  const pane = openPane(options);
  await screen.findByTestId('balances');
  return pane;
}

const openMenu = () => fireEvent.click(screen.getByRole('button', { name: 'Account' }));
const item = (name: string) => screen.findByRole('menuitem', { name });
const status = () => screen.getByTestId('done').textContent;

test('the menu switches the marks in the sheet on and off, and says what it did', async () => {
  const { excel } = await home();
  openMenu();
  const show = await item('Mark faulty cells in the sheet');
  await waitFor(() => expect(show.getAttribute('aria-disabled')).not.toBe('true'));
  fireEvent.click(show);
  await waitFor(() => expect(excel.areMarksOn).toBe(true));
  await waitFor(() => expect(status()).toContain('have red text'));
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  openMenu();
  fireEvent.click(await item('Take the marks off the sheet'));
  await waitFor(() => expect(excel.areMarksOn).toBe(false));
  await waitFor(() => expect(status()).toBe('The marks are off the sheet.'));
});

test('the menu asks the workbook each time it is opened, which another pane may have marked', async () => {
  const { excel } = await home();
  excel.areMarksOn = true;
  openMenu();
  expect(await item('Take the marks off the sheet')).toBeTruthy();
  openMenu();
  await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull());
  excel.areMarksOn = false;
  openMenu();
  const show = await item('Mark faulty cells in the sheet');
  await waitFor(() => expect(show.getAttribute('aria-disabled')).not.toBe('true'));
});

test('marks that Excel refuses are not said to be there', async () => {
  const { excel } = await home();
  openMenu();
  const show = await item('Mark faulty cells in the sheet');
  await waitFor(() => expect(show.getAttribute('aria-disabled')).not.toBe('true'));
  excel.nextFault = 'excel.protectedByOthers';
  fireEvent.click(show);
  expect((await screen.findByTestId('banner-command-fault')).textContent).toContain('password');
  expect(excel.areMarksOn).toBe(false);
  expect(status()).toBe('');
});

test('people who only look are not offered marks, since they are written into the workbook', async () => {
  await home({ owners: [] });
  openMenu();
  expect(await item('Saved revisions')).toBeTruthy();
  expect(screen.queryByRole('menuitem', { name: /[Mm]ark/ })).toBeNull();
});
