import { afterEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import {
  getCode,
  getRules,
  listCodes,
  listSegments,
  putCode,
  putRules,
  type YearRules,
} from '../../src/contract/district-plan.js';
import type { AccountCode } from '../../src/core/account/chart-of-accounts.js';
import { grantOf } from '../../src/core/district/role.js';
import { tabsOf } from '../../src/web/app/App.js';
import { PlanScreen } from '../../src/web/plan/PlanScreen.js';
import { FakeApi, refusal } from '../support/fake-api.js';
import { PRINCIPAL } from '../support/pane-setup.js';
import { renderPart } from '../support/season-setup.js';

afterEach(cleanup);

const RULES: YearRules = {
  pack: { id: 'dayton', version: '2', uses: [{ id: 'federal', version: '2024' }], rules: [] },
  hash: 'before',
  ruleCount: 24,
  shipped: [
    { id: 'federal', version: '2025', title: 'Federal programs', ruleCount: 24 },
    { id: 'texas', version: '1', ruleCount: 30 },
  ],
};

function open() {
  const server = {
    rules: RULES,
    codes: [
      { code: '1272', title: 'Title I' },
      { code: '2110', title: 'Attendance', to: '2023-06-30', parent: '2000' },
    ] as AccountCode[],
  };
  const api = new FakeApi()
    .on(getRules, () => server.rules)
    .on(putRules, () => (server.rules = { ...RULES, hash: 'after', ruleCount: 54 }))
    .on(listSegments, () => ({
      segments: [
        { code: 'function', title: 'Function', width: 4, codeCount: 2 },
        { code: 'project', title: 'Project', width: 3, codeCount: null },
      ],
      separator: '-',
    }))
    .on(listCodes, () => ({ codes: server.codes, next: null }))
    .on(getCode, ({ params }) => server.codes.find(({ code }) => code === params.code)!)
    .on(putCode, ({ params, body }) => {
      const { reason, ...entry } = body;
      expect(reason).not.toBe('');
      const next = { code: params.code, ...entry };
      server.codes = [...server.codes.filter(({ code }) => code !== params.code), next];
      return next;
    });
  renderPart(<PlanScreen />, api);
  return api;
}
const reasonIn = (part: HTMLElement, text: string) =>
  fireEvent.change(within(part).getByLabelText(/^Reason/), { target: { value: text } });

test('the budget manager has the tab; nobody else', () => {
  const tabs = (role: 'budgetManager' | 'reviewer' | 'auditor' | 'administrator') =>
    tabsOf({ ...PRINCIPAL, roles: [grantOf(role)] });
  expect(tabs('budgetManager')).toContain('plan');
  for (const role of ['reviewer', 'auditor', 'administrator'] as const)
    expect(tabs(role)).not.toContain('plan');
});

describe('the rules', () => {
  test('are those of the packs that are ticked, with a reason', async () => {
    const api = open();
    const part = await screen.findByRole('region', { name: 'Rules of the year' });
    expect(part.textContent).toContain('In use is version 2024.');
    const save = () => fireEvent.click(within(part).getByRole('button', { name: 'Use these packs' }));
    fireEvent.click(within(part).getByLabelText(/^texas/));
    expect(
      within(part)
        .getAllByRole<HTMLInputElement>('checkbox')
        .map(({ checked }) => checked),
    ).toEqual([true, true]);
    save();
    expect(within(part).getByText('Write the reason.')).toBeTruthy();
    expect(api.bodies(putRules)).toEqual([]);
    reasonIn(part, ' The charter. ');
    save();
    expect(await within(part).findByText('54 rules are in use now.')).toBeTruthy();
    expect(api.bodies(putRules)).toEqual([
      {
        reason: 'The charter.',
        pack: {
          ...RULES.pack,
          uses: [
            { id: 'federal', version: '2025' },
            { id: 'texas', version: '1' },
          ],
        },
      },
    ]);
  });

  test('that cannot be are told with what is wrong in them', async () => {
    const api = open();
    api.on(putRules, () => {
      throw refusal('rules.invalid', 422, 'One thing in the rule pack is wrong.');
    });
    const part = await screen.findByRole('region', { name: 'Rules of the year' });
    reasonIn(part, 'Why');
    fireEvent.click(within(part).getByRole('button', { name: 'Use these packs' }));
    expect((await screen.findByTestId('error-state')).textContent).toContain('One thing in the rule pack');
  });
});

describe('the codes', () => {
  test('are found by code or words; a segment without a list says so', async () => {
    open();
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    fireEvent.change(screen.getByLabelText('Find by code or words'), { target: { value: 'attend' } });
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    expect(screen.getByText('1 of 2 codes')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Segment'), { target: { value: 'project' } });
    expect(screen.getByText(/has no list/)).toBeTruthy();
  });

  test('a code is opened again by leaving out its last day; what the form does not show stays', async () => {
    const api = open();
    fireEvent.click(await screen.findByRole('button', { name: 'Change 2110' }));
    expect(await screen.findByDisplayValue('2110')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByDisplayValue('Attendance'));
    const form = screen.getByRole('form', { name: 'Add or change a code' });
    fireEvent.change(within(form).getByLabelText(/^Last day/), { target: { value: '' } });
    reasonIn(form, 'Used again.');
    fireEvent.click(within(form).getByRole('button', { name: 'Save the code' }));
    expect(await screen.findByText(/2110 is saved\./)).toBeTruthy();
    expect(screen.queryByRole('form')).toBeNull();
    expect(api.bodies(putCode)).toEqual([{ title: 'Attendance', parent: '2000', reason: 'Used again.' }]);
  });

  test('a new one wants code, title and reason', async () => {
    const api = open();
    fireEvent.click(await screen.findByRole('button', { name: 'Add a code' }));
    const form = screen.getByRole('form', { name: 'Add or change a code' });
    const save = () => fireEvent.click(within(form).getByRole('button', { name: 'Save the code' }));
    save();
    expect(within(form).getByText('Type a code and its title.')).toBeTruthy();
    expect(within(form).getByText('Write the reason.')).toBeTruthy();
    // One that is there is not overwritten unseen.
    fireEvent.change(within(form).getByLabelText(/^Code/), { target: { value: '2110' } });
    fireEvent.change(within(form).getByLabelText(/^Title/), { target: { value: 'Attendance' } });
    reasonIn(form, 'New.');
    save();
    expect(within(form).getByText(/2110 is there already/)).toBeTruthy();
    expect(api.bodies(putCode)).toEqual([]);
    fireEvent.change(within(form).getByLabelText(/^Code/), { target: { value: '1499' } });
    fireEvent.change(within(form).getByLabelText(/^Title/), { target: { value: 'Summer camp' } });
    reasonIn(form, 'New.');
    save();
    await waitFor(() => expect(api.bodies(putCode)).toEqual([{ title: 'Summer camp', reason: 'New.' }]));
    expect(await screen.findByRole('button', { name: 'Change 1499' })).toBeTruthy();
  });
});
