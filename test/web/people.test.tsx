import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import {
  addPasswordReset,
  addPerson,
  changePerson,
  getGrantChoices,
  listPeople,
  type ManagedPerson,
} from '../../src/contract/people.js';
import { getDemo, type Person } from '../../src/contract/sign-in.js';
import { grantOf } from '../../src/core/district/role.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { App, tabsOf } from '../../src/web/app/App.js';
import { FakeApi, refusal, UNREACHABLE } from '../support/fake-api.js';
import { NOW, PRINCIPAL } from '../support/pane-setup.js';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});

const ADMINISTRATOR: Person = { ...PRINCIPAL, roles: [grantOf('administrator')] };
const ID = 'a7c9e1d2-3b45-4c67-8d89-0a1b2c3d4e5f';
const nia = (part: Partial<ManagedPerson> = {}): ManagedPerson => ({
  id: ID,
  name: 'Nia Adams',
  email: 'nia@maple.example',
  roles: [grantOf('principal', { siteCodes: ['608'] })],
  disabledAt: null,
  hasPassword: true,
  mustChangePassword: false,
  ...part,
});

function openPeople(people: ManagedPerson[] = [nia()], serve: (api: FakeApi) => unknown = () => null) {
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(listPeople, () => ({ people, next: null }))
    .on(getGrantChoices, () => ({
      sites: [
        { code: '608', title: 'High School' },
        { code: '571', title: 'Junior High' },
      ],
      offices: [{ code: 'finance', title: 'Business office' }],
      fundingSources: [{ code: '200', title: 'Title I' }],
    }));
  serve(api);
  const session = createSessionStore({ storage: null, now: () => NOW });
  session.set({
    district: 'maple-valley',
    token: 'token',
    expiresAt: '2024-03-07T02:00:00.000Z',
    person: ADMINISTRATOR,
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <SitebookTheme>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>,
  );
  return api;
}
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('an administrator starts with the people, and sees no budget', async () => {
  openPeople();
  expect(await screen.findByText('nia@maple.example')).toBeTruthy();
  expect(await screen.findByText('Principal (High School)')).toBeTruthy();
  expect(screen.getAllByRole('tab').map(({ textContent }) => textContent.replace(/^(\w+)\1$/, '$1'))).toEqual(
    ['People', 'Audit', 'Mail'],
  );
});

test('nobody else has the tab; who does more has both', () => {
  expect(tabsOf(PRINCIPAL)).toEqual(['sites', 'files', 'queue']);
  expect(tabsOf({ ...PRINCIPAL, roles: [grantOf('preparer', { siteCodes: ['608'] })] })).toEqual([
    'sites',
    'files',
  ]);
  expect(tabsOf({ ...PRINCIPAL, roles: [grantOf('budgetManager')] })).not.toContain('people');
  const both = { ...PRINCIPAL, roles: [grantOf('administrator'), grantOf('principal')] };
  expect(tabsOf(both)).toEqual(['sites', 'files', 'queue', 'people', 'audit', 'mail']);
});

test('a list that is empty, and one that does not come, say so', async () => {
  openPeople([]);
  expect(await screen.findByText('Nobody is here yet')).toBeTruthy();
  cleanup();
  const api = openPeople([], (served) =>
    served.on(listPeople, () => {
      throw UNREACHABLE;
    }),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be reached');
  api.on(listPeople, () => ({ people: [nia()], next: null }));
  click('Try again');
  expect(await screen.findByText('Nia Adams')).toBeTruthy();
});

test('the next page is asked for after the last person of this one', async () => {
  const api = openPeople([], (served) => served.on(listPeople, () => ({ people: [nia()], next: ID })));
  await screen.findByText('Nia Adams');
  api.on(listPeople, () => ({ people: [nia({ id: PRINCIPAL.id, name: 'Zoe Last' })], next: null }));
  fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('Zoe Last')).toBeTruthy();
  expect(screen.getByText('Nia Adams')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

describe('the form', () => {
  test('adds somebody with a role at a site', async () => {
    const api = openPeople([]).on(addPerson, ({ body }) => nia({ ...body }));
    await screen.findByText('Nobody is here yet');
    click('Add somebody');
    await screen.findByLabelText('Name');
    click('Save');
    expect(screen.getByText('Type the name.')).toBeTruthy();
    expect(screen.getByText(/Type an e-mail/)).toBeTruthy();
    type('Name', ' Nia Adams ');
    type('E-mail', 'nia@maple.example');
    click('Add a role');
    fireEvent.change(screen.getByLabelText('Role'), { target: { value: 'preparer' } });
    fireEvent.click(screen.getByRole('combobox', { name: 'Sites' }));
    fireEvent.click(await screen.findByText('571 Junior High'));
    click('Save');
    await waitFor(() => expect(api.bodies(addPerson)).toHaveLength(1));
    expect(api.bodies(addPerson)[0]).toMatchObject({
      name: 'Nia Adams',
      email: 'nia@maple.example',
      roles: [grantOf('preparer', { siteCodes: ['571'] })],
    });
    await waitFor(() => expect(screen.queryByTestId('person-form')).toBeNull());
  });

  test('drops the limits that another role does not have', async () => {
    const roles = [grantOf('departmentManager', { siteCodes: ['608'], offices: ['finance'] })];
    const api = openPeople([nia({ roles })]).on(changePerson, ({ body }) => nia({ roles: body.roles ?? [] }));
    fireEvent.click(await screen.findByLabelText('Change Nia Adams'));
    fireEvent.change(await screen.findByLabelText('Role'), { target: { value: 'auditor' } });
    click('Save');
    await waitFor(() => expect(api.bodies(changePerson)).toHaveLength(1));
    expect(api.bodies(changePerson)[0]).toMatchObject({ roles: [grantOf('auditor')] });
  });

  test('says why the server refuses, and keeps what was typed', async () => {
    openPeople().on(changePerson, () => {
      throw refusal('person.lastAdministrator', 409, 'This is the last administrator of the district.');
    });
    fireEvent.click(await screen.findByLabelText('Change Nia Adams'));
    await screen.findByLabelText('Name');
    type('Name', 'Nia Adams-Brown');
    click('Save');
    expect((await screen.findByRole('alert')).textContent).toContain('the last administrator');
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Nia Adams-Brown');
  });
});

describe('a sign-in', () => {
  test('is turned off', async () => {
    const api = openPeople().on(changePerson, () => nia({ disabledAt: NOW.toISOString() }));
    fireEvent.click(await screen.findByLabelText('Change Nia Adams'));
    expect(screen.getByText(/signed out at once everywhere/)).toBeTruthy();
    api.on(listPeople, () => ({ people: [nia({ disabledAt: NOW.toISOString() })], next: null }));
    click('Turn sign-in off');
    expect(await screen.findByText('Turned off')).toBeTruthy();
    expect(api.bodies(changePerson)).toEqual([{ isDisabled: true }]);
    expect(screen.getByRole('button', { name: 'Turn sign-in on' })).toBeTruthy();
    // Nobody chooses a password for a sign-in that is off.
    expect(screen.queryByRole('button', { name: 'Make a link for a password' })).toBeNull();
  });

  test('gets a link to choose a password, to be handed over', async () => {
    openPeople([nia({ hasPassword: false })]).on(addPasswordReset, () => ({
      path: '/reset#secret',
      expiresAt: '2024-03-06T20:00:00.000Z',
    }));
    expect(await screen.findByText('No password yet')).toBeTruthy();
    click('Change Nia Adams');
    click('Make a link for a password');
    const shown = await screen.findByTestId('reset-link');
    expect(within(shown).getByRole('link').getAttribute('href')).toBe(
      `${window.location.origin}/reset#secret`,
    );
    expect(shown.textContent).toContain('Nia Adams alone');
  });
});
