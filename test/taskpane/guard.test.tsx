import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { Banners } from '../../src/taskpane/screens/home/Banners.js';
import { writeOwnRows } from '../../src/taskpane/screens/guard/CopiedRowsNotice.js';
import type { WorkbookIdentity } from '../../src/core/workbook/identity.js';
import { MovedOrCopied } from '../../src/taskpane/screens/guard/MovedOrCopied.js';
import { smallIdentity } from '../support/small-book.js';
import type { FakeExcel } from '../support/fake-excel.js';
import { openNotice } from '../support/guard-setup.js';

afterEach(cleanup);

const open = (owners?: readonly string[], before?: (excel: FakeExcel) => void) =>
  openNotice((store, view) => <Banners store={store} view={view} />, owners, before);
const click = async (name: string | RegExp) => {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
    await Promise.resolve();
  });
};

describe('changed locked cells', () => {
  test('are told in one notice, listed on demand, and put back together', async () => {
    const { excel } = await open();
    act(() => {
      excel.type('budget', 'line-6', 'currentAmount', 1);
      excel.type('budget', 'line-7', 'amount', 2);
      excel.type('budget', 'line-6', 'amount', 55);
    });
    const notice = screen.getByTestId('banner-tampered');
    expect(notice.textContent).toContain('2 locked cells were changed.');
    expect(screen.queryAllByTestId('tampered-cell')).toEqual([]);
    await click('Show what was changed (2)');
    expect(screen.getAllByTestId('tampered-cell').map(({ textContent }) => textContent)).toEqual([
      'G10$12,480$1',
      'I11$48,000$2',
    ]);
    await click('I11');
    expect(excel.selected).toEqual([expect.objectContaining({ row: 10, column: 8 })]);
    await click('Put them all back');
    expect(screen.queryByTestId('banner-tampered')).toBeNull();
    expect(excel.value('budget', 'line-6', 'currentAmount')).toBe(12_480);
    expect(excel.value('budget', 'line-6', 'amount')).toBe(55);
  });

  test('stay told where Excel refuses, with the reason', async () => {
    const { excel } = await open();
    act(() => excel.type('budget', 'line-6', 'owner', 'Me'));
    expect(screen.getByText('1 locked cell was changed.')).toBeTruthy();
    excel.nextFault = 'excel.protectedByOthers';
    await click('Put them all back');
    expect(screen.getByTestId('banner-tampered')).toBeTruthy();
    expect(screen.getByTestId('banner-command-fault').textContent).toContain('password');
  });

  test('are no concern of people who only look', async () => {
    const { excel } = await open([]);
    act(() => excel.type('budget', 'line-6', 'owner', 'Me'));
    expect(screen.queryByTestId('banner-tampered')).toBeNull();
  });
});

describe('copied rows', () => {
  test('count as new lines, and one click makes them so', async () => {
    const { excel, store } = await open();
    act(() => excel.copyRow('budget', 'line-6', { amount: 5 }));
    const notice = screen.getByTestId('banner-new-rows');
    expect(notice.textContent).toContain('1 row counts as a new line.');
    const [copy] = store().current().reading?.decoded.newLines ?? [];
    await click('Make it my own line');
    expect(screen.queryByTestId('banner-new-rows')).toBeNull();
    expect(excel.value('budget', copy?.id ?? '', 'amount')).toBe(5);
    expect(store().current().reading?.tampered.cells).toEqual([]);
  });

  test('that are like their original are asked about', async () => {
    const { excel } = await open(['site'], (closed) => closed.copyRow('budget', 'line-6'));
    const question = screen.getByTestId('banner-copy-undecided');
    expect(question.textContent).toContain('Which row is the original: 10, 16 of Budget?');
    expect(within(question).getAllByRole('button')).toHaveLength(2);
    await click('Row 16');
    expect(screen.queryByTestId('banner-copy-undecided')).toBeNull();
    expect(screen.queryByTestId('banner-new-rows')).toBeNull();
    expect(excel.ids('budget').at(-1)).toBe('line-6');
  });

  test('are written as part of a save; nothing is written where there are none', async () => {
    const { excel, store } = await open();
    expect(await writeOwnRows(store())).toBe(true);
    act(() => excel.copyRow('budget', 'line-6', { amount: 5 }));
    excel.nextFault = 'excel.busy';
    await act(async () => expect(await writeOwnRows(store())).toBe(false));
    await act(async () => expect(await writeOwnRows(store())).toBe(true));
    expect(excel.ids('budget').filter((id) => id === 'line-6')).toHaveLength(1);
  });
});

describe('a paste', () => {
  test('that left text and locks is told with its cells, and fixed together', async () => {
    const { excel } = await open();
    excel.pastedFormats = [
      { key: 'amount', isLocked: [false, false, true], numberFormats: [], hasHint: true },
    ];
    await act(async () => {
      // The rows of line 6 and 8 are hers; the one between belongs to facilities.
      excel.paste('budget', 'line-6', 'amount', ['$1,234.50', 48_000, 10]);
      await Promise.resolve();
    });
    const notice = await screen.findByTestId('banner-paste');
    expect(notice.textContent).toContain('3 rows: 1 fine, 2 to fix');
    await click('Show the cells');
    expect(screen.getAllByTestId('paste-fault').map(({ textContent }) => textContent)).toEqual([
      'I10 holds the text “$1,234.50”, which means $1,234.50',
      'I12 is locked now',
    ]);
    await click('Fix all');
    expect(screen.queryByTestId('banner-paste')).toBeNull();
    expect(excel.value('budget', 'line-6', 'amount')).toBe(1_234.5);
  });

  test('that did nothing wrong says nothing; one that is left alone goes away', async () => {
    const { excel } = await open();
    await act(async () => {
      excel.paste('budget', 'line-6', 'amount', [1, 48_000, 3]);
      await Promise.resolve();
    });
    expect(screen.queryByTestId('banner-paste')).toBeNull();
    await act(async () => {
      excel.paste('budget', 'line-6', 'amount', ['(500)', 48_000]);
      await Promise.resolve();
    });
    await screen.findByTestId('banner-paste');
    await click('Leave it');
    expect(screen.queryByTestId('banner-paste')).toBeNull();
  });
});

test('a silent Excel is told with a way out, and no more once it answers', async () => {
  let reloads = 0;
  const { excel } = await openNotice((store, view) => (
    <Banners store={store} view={view} reload={() => (reloads += 1)} />
  ));
  act(() => {
    excel.silence(true);
    excel.trouble('excel.busy');
  });
  expect(screen.getByTestId('banner-silence').textContent).toContain('Excel does not answer.');
  expect(screen.queryByTestId('banner-trouble')).toBeNull();
  await click('Reload the pane');
  expect(reloads).toBe(1);
  act(() => {
    excel.silence(false);
    excel.trouble(null);
  });
  expect(screen.queryByTestId('banner-silence')).toBeNull();
});

describe('a workbook elsewhere than it was', () => {
  const answer = async (name: string, fails = false) => {
    const done: WorkbookIdentity[] = [];
    const { excel } = await openNotice(() => (
      <MovedOrCopied identity={smallIdentity()} onDone={(identity) => done.push(identity)} />
    ));
    excel.place = 'now';
    if (fails) excel.nextFault = 'excel.refused';
    await click(name);
    return { excel, done };
  };

  test('was moved: it keeps its id, and the place is noted', async () => {
    const { excel, done } = await answer('It was moved');
    expect(done).toEqual([smallIdentity()]);
    expect([excel.identity, excel.notedPlace]).toEqual([smallIdentity(), 'now']);
  });

  test('is a copy: it gets an id of its own', async () => {
    const { excel, done } = await answer('It is a copy');
    expect(done).toEqual([excel.identity]);
    expect(excel.identity?.workbookId).not.toBe(smallIdentity().workbookId);
  });

  test('asks on where Excel refuses', async () => {
    const { done } = await answer('It was moved', true);
    expect(done).toEqual([]);
    expect(screen.getByRole('status').textContent).toContain('Try again');
  });
});
