import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { openPane, receiptOf, type PaneOptions } from '../support/pane-setup.js';

afterEach(cleanup);

async function home(options: PaneOptions = {}) {
  const pane = openPane(options);
  await screen.findByTestId('balances');
  return pane;
}

const level = () => screen.getByTestId('health').getAttribute('data-level');
async function point(about: string): Promise<string> {
  if (screen.queryByTestId(`health-${about}`) === null) fireEvent.click(screen.getByTestId('health'));
  return (await screen.findByTestId(`health-${about}`)).textContent;
}

describe('how the workbook is', () => {
  test('a fresh sheet is well but for the first save; after it, it is well', async () => {
    await home();
    expect(level()).toBe('look');
    expect(screen.getByTestId('health').getAttribute('aria-label')).toBe('This workbook: 1 thing to look at');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(level()).toBe('good'));
    expect(await point('saved')).toBe('Everything is saved as r1.');
    expect(await point('locked')).toBe('What is not yours is locked.');
  });

  test('unsaved work, an Excel error and an unlocked sheet are each said', async () => {
    const { excel } = await home();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(level()).toBe('good'));
    act(() => excel.type('budget', 'line-6', 'amount', '#REF!'));
    expect(level()).toBe('wrong');
    expect(await point('readable')).toBe('1 cell holds an Excel error.');
    expect(await point('saved')).toBe('There is unsaved work.');
    act(() => excel.unprotect('Budget'));
    await waitFor(async () => expect(await point('locked')).toContain('Budget is unlocked'));
  });

  test('a changed locked cell counts', async () => {
    const { excel } = await home();
    act(() => excel.type('budget', 'line-6', 'currentAmount', 1));
    expect(await point('untouched')).toBe('1 locked cell was changed.');
  });

  test('a newer revision of somebody else is named', async () => {
    const { status } = await home({ identity: { baseRevision: 0 } });
    status.revision = { ...receiptOf(3).revision, savedBy: 'Julia Ortiz' };
    fireEvent.focus(window);
    act(() => void window.dispatchEvent(new Event('visibilitychange')));
    await waitFor(() => expect(level()).toBe('wrong'), { timeout: 40_000 });
    expect(await point('newest')).toBe('Julia Ortiz saved r3, which is newer than this sheet.');
  });

  test('while Excel gives no answer, the figures may be old', async () => {
    const { excel } = await home();
    act(() => excel.silence(true));
    expect(await point('read')).toContain('may be old');
    act(() => excel.silence(false));
    expect(await point('read')).toBe('The figures here are those of the sheet.');
    act(() => excel.trouble('excel.busy'));
    expect(await point('read')).toContain('may be old');
  });

  test('somebody who only looks reads no word about saving', async () => {
    await home({ owners: [] });
    expect(await point('mine')).toContain('not yours to change');
    expect(screen.queryByTestId('health-saved')).toBeNull();
  });
});
