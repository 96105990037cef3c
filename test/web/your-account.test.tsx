import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import {
  addDelegation,
  endDelegation,
  listDelegations,
  type Delegation,
} from '../../src/contract/delegations.js';
import { getMailChoice, putMailChoice } from '../../src/contract/mails.js';
import { changePassword } from '../../src/contract/passwords.js';
import { endSessions, getDemo, type Person } from '../../src/contract/sign-in.js';
import { grantOf } from '../../src/core/district/role.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import {
  bodyOfDraft,
  faultsOfDraft,
  rolesToHand,
  standingOn,
} from '../../src/web/account/hand-over-draft.js';
import { App } from '../../src/web/app/App.js';
import { FakeApi, refusal, UNREACHABLE } from '../support/fake-api.js';
import { NOW, PRINCIPAL } from '../support/pane-setup.js';

beforeEach(() => window.history.replaceState(null, '', '/account'));
afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});

const ID = 'a7c9e1d2-3b45-4c67-8d89-0a1b2c3d4e5f';
const BEN = { id: '2c9b2f0e-7a52-4a3e-9a55-2f1f8e4b7a11', name: 'Ben Ode' };
const ME = { id: PRINCIPAL.id, name: PRINCIPAL.name };
const REVIEWER: Person = { ...PRINCIPAL, roles: [grantOf('reviewer'), grantOf('budgetManager')] };
const handed = (part: Partial<Delegation> = {}): Delegation => ({
  id: ID,
  from: ME,
  to: BEN,
  roles: [],
  startsOn: '2024-03-01',
  endsOn: '2024-03-15',
  createdAt: NOW.toISOString(),
  endedAt: null,
  ...part,
});

function openAccount(
  person: Person = REVIEWER,
  delegations: Delegation[] = [],
  serve: (api: FakeApi) => unknown = () => null,
) {
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(getMailChoice, () => ({ frequency: 'atOnce' as const, language: 'en' as const }))
    .on(listDelegations, () => ({ delegations }));
  serve(api);
  const session = createSessionStore({ storage: null, now: () => NOW });
  session.set({ district: 'maple-valley', token: 'token', expiresAt: '2024-03-07T02:00:00.000Z', person });
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
  return { api, session };
}
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('mails', () => {
  test('are chosen: how often, and in which language', async () => {
    const { api } = openAccount();
    api.on(putMailChoice, ({ body }) => body);
    fireEvent.click(await screen.findByLabelText('Once a day, in one mail each morning'));
    fireEvent.change(screen.getByLabelText('Language of the mails'), { target: { value: 'es' } });
    click('Save');
    expect(await screen.findByText('Saved.')).toBeTruthy();
    expect(api.bodies(putMailChoice)).toEqual([{ frequency: 'daily', language: 'es' }]);
    // What is changed after that is not saved yet.
    fireEvent.click(screen.getByLabelText('Never'));
    expect(screen.queryByText('Saved.')).toBeNull();
  });

  test('whose choice does not load, or is not saved, say so', async () => {
    const { api } = openAccount();
    await screen.findByLabelText('Never');
    api.on(putMailChoice, () => Promise.reject(UNREACHABLE));
    click('Save');
    expect((await screen.findByRole('alert')).textContent).toContain('never made twice');
    cleanup();
    openAccount(REVIEWER, [], (served) => served.on(getMailChoice, () => Promise.reject(UNREACHABLE)));
    expect(await screen.findByTestId('error-state')).toBeTruthy();
  });
});

describe('standing in', () => {
  test('hands all roles over from day to day, once everything is there', async () => {
    const { api } = openAccount();
    await screen.findByText('Nobody stands in for you, and you for nobody.');
    click('Hand over my work');
    click('Hand over');
    expect(screen.getByText(/Type the e-mail of somebody/)).toBeTruthy();
    expect(screen.getByText('Choose the first and the last day.')).toBeTruthy();
    type('E-mail of the person', ' ben@maple.example ');
    type('Until, that day included', '2024-03-01');
    click('Hand over');
    expect(screen.getByText('The last day is before the first.')).toBeTruthy();
    expect(api.bodies(addDelegation)).toEqual([]);
    type('Until, that day included', '2024-03-20');
    api.on(addDelegation, () => handed());
    api.on(listDelegations, () => ({ delegations: [handed()] }));
    click('Hand over');
    expect(await screen.findByText('Ben Ode stands in for you')).toBeTruthy();
    expect(api.bodies(addDelegation)).toEqual([
      {
        id: expect.any(String) as unknown as string,
        toEmail: 'ben@maple.example',
        roles: [],
        startsOn: '2024-03-06',
        endsOn: '2024-03-20',
      },
    ]);
  });

  test('says what the server refuses, and keeps what was typed', async () => {
    const { api } = openAccount();
    api.on(addDelegation, () => {
      throw refusal('person.unknown', 404, 'Nobody here has this e-mail.');
    });
    await screen.findByText(/Nobody stands in/);
    click('Hand over my work');
    type('E-mail of the person', 'nobody@maple.example');
    type('Until, that day included', '2024-03-20');
    click('Hand over');
    expect((await screen.findByRole('alert')).textContent).toContain('Nobody here has this e-mail.');
    expect(screen.getByLabelText<HTMLInputElement>('E-mail of the person').value).toBe(
      'nobody@maple.example',
    );
  });

  test('shows who stands in for whom now and later, what is over on demand, and ends one', async () => {
    const { api } = openAccount(REVIEWER, [
      handed({
        id: BEN.id,
        from: BEN,
        to: ME,
        startsOn: '2024-03-20',
        endsOn: '2024-03-20',
        roles: ['reviewer'],
      }),
      handed(),
      handed({ id: PRINCIPAL.id, endsOn: '2024-03-05' }),
    ]);
    const entries = await screen.findAllByTestId('stand-in');
    expect(entries.map(({ textContent }) => textContent)).toEqual([
      'You stand in for Ben OdeTo comeWed 20 Mar · ReviewerEnd',
      'Ben Ode stands in for youNowFri 1 Mar to Fri 15 Mar · everythingEnd',
    ]);
    click('Show 1 that is over');
    expect(screen.getAllByTestId('stand-in')[2]?.textContent).toContain('Over');
    api.on(endDelegation, () => handed({ endedAt: NOW.toISOString() }));
    api.on(listDelegations, () => ({ delegations: [handed({ endedAt: NOW.toISOString() })] }));
    click('End: Ben Ode stands in for you');
    expect(await screen.findByText('Ended early')).toBeTruthy();
    expect(within(screen.getByTestId('stand-in')).queryByRole('button')).toBeNull();
  });

  test('is not offered to somebody who has nothing to hand over', async () => {
    openAccount({ ...PRINCIPAL, roles: [grantOf('administrator')] }, [
      handed({ from: BEN, to: { ...BEN, name: 'Cy Fox' } }),
    ]);
    expect(await screen.findByText(/You have nothing/)).toBeTruthy();
    // An administrator sees everybody's.
    expect(await screen.findByText('Cy Fox stands in for Ben Ode')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Hand over my work' })).toBeNull();
  });

  test('roles of others go no further; some of several are sent by name, all of them as none', () => {
    const from = { personId: BEN.id, name: BEN.name };
    const roles = [
      grantOf('reviewer'),
      grantOf('reviewer', { siteCodes: ['608'] }),
      { ...grantOf('auditor'), from },
    ];
    expect(rolesToHand({ roles })).toEqual(['reviewer']);
    const draft = {
      toEmail: 'b',
      startsOn: '2024-03-01',
      endsOn: '2024-03-01',
      roles: ['reviewer' as const],
    };
    expect(bodyOfDraft(ID, draft, ['reviewer']).roles).toEqual([]);
    expect(bodyOfDraft(ID, draft, ['reviewer', 'budgetManager']).roles).toEqual(['reviewer']);
    expect(faultsOfDraft(draft)).toEqual({});
    expect(Object.keys(faultsOfDraft({ ...draft, roles: [], startsOn: '' }))).toEqual(['startsOn', 'roles']);
    expect(standingOn('2024-03-16', handed())).toBe('over');
    expect(standingOn('2024-02-29', handed())).toBe('ahead');
  });
});

test('the password is changed by whoever knows the old one, and the page stays', async () => {
  const { api, session } = openAccount();
  api.on(changePassword, () => ({
    token: 'token-2',
    refreshToken: 'refresh-2',
    expiresAt: '2024-03-07T02:00:00.000Z',
    person: REVIEWER,
  }));
  click('Change my password');
  type('Password that you signed in with', 'the old one');
  type('New password', 'a lamp beside nine quiet rivers');
  type('New password again', 'a lamp beside nine quiet rivers');
  click('Save the password');
  expect(await screen.findByText(/signed out everywhere else/, { selector: '[role="status"]' })).toBeTruthy();
  expect(session.current()?.token).toBe('token-2');
});

test('signing out everywhere takes a second step, and says that it is done', async () => {
  const { api, session } = openAccount();
  api.on(endSessions, () => ({}));
  click('Sign out everywhere…');
  click('Cancel');
  expect(api.bodies(endSessions)).toEqual([]);
  click('Sign out everywhere…');
  click('Sign out everywhere now');
  await waitFor(() => expect(session.current()).toBeNull());
  expect((await screen.findByTestId('sign-in')).textContent).toContain('You are signed out everywhere.');
});

test('where the office is one’s name leads to the account', async () => {
  window.history.replaceState(null, '', '/');
  openAccount();
  click(`${PRINCIPAL.name}: your account`);
  expect(await screen.findByTestId('account')).toBeTruthy();
  click('Back to the budgets');
  expect(await screen.findByRole('tab', { name: 'Queue' })).toBeTruthy();
});
