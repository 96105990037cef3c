import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { askPasswordReset, changePassword, redeemPasswordReset } from '../../src/contract/passwords.js';
import { getDemo, type Person } from '../../src/contract/sign-in.js';
import { listSignInWays, redeemHandover } from '../../src/contract/sign-in-ways.js';
import { listSites } from '../../src/contract/sites.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { App } from '../../src/web/app/App.js';
import { FakeApi, refusal } from '../support/fake-api.js';
import { NOW, PRINCIPAL } from '../support/pane-setup.js';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
  window.sessionStorage.clear();
});

const expiresAt = '2024-03-07T02:00:00.000Z';
const signedIn = (person: Person = PRINCIPAL) => ({
  token: 'token-2',
  refreshToken: 'refresh-2',
  expiresAt,
  person,
});
const GOOD = 'a lamp beside nine quiet rivers';

function open(address: string, person: Person | null = null, serve: (api: FakeApi) => unknown = () => null) {
  window.history.replaceState(null, '', address);
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(listSites, () => {
      throw refusal('year.none', 409, 'Your district has no budget year yet.', 'Until one is imported…');
    });
  serve(api);
  const session = createSessionStore({ storage: null, now: () => NOW });
  if (person !== null) session.set({ district: 'maple-valley', token: 'token', expiresAt, person });
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

describe('a forgotten password', () => {
  test('is asked about with what was typed already, and answered the same for everybody', async () => {
    const { api } = open('/');
    api.on(askPasswordReset, () => ({}));
    type('District', 'maple-valley');
    click('Forgot your password?');
    click('Send me a link');
    expect(screen.getByText('Type your e-mail.')).toBeTruthy();
    type('E-mail', 'rosa@maple.example');
    click('Send me a link');
    expect((await screen.findByRole('status')).textContent).toContain('If your district has somebody');
    expect(api.bodies(askPasswordReset)).toEqual([{ district: 'maple-valley', email: 'rosa@maple.example' }]);
    click('Back to signing in');
    expect(screen.getByLabelText<HTMLInputElement>('District').value).toBe('maple-valley');
  });
});

describe('a link to choose a password', () => {
  test('sets it once it is long enough and typed the same twice', async () => {
    const { api } = open('/reset#the-secret');
    api.on(redeemPasswordReset, () => ({ district: 'maple-valley', email: 'rosa@maple.example' }));
    type('New password', 'short');
    click('Save the password');
    expect(screen.getByText('The password needs at least 12 characters.')).toBeTruthy();
    type('New password', GOOD);
    type('New password again', `${GOOD}!`);
    click('Save the password');
    expect(screen.getByText('The two are not the same.')).toBeTruthy();
    expect(api.bodies(redeemPasswordReset)).toEqual([]);
    type('New password again', GOOD);
    click('Save the password');
    expect((await screen.findByRole('status')).textContent).toContain('sign in as rosa@maple.example');
    expect(api.bodies(redeemPasswordReset)).toEqual([{ token: 'the-secret', password: GOOD }]);
    click('Go to sign-in');
    expect(await screen.findByTestId('sign-in')).toBeTruthy();
  });

  test('that was used says so; one without its secret cannot be used', async () => {
    const { api } = open('/reset#old');
    api.on(redeemPasswordReset, () => {
      throw refusal('reset.unknown', 404, 'This link was used already, or is older than an hour.');
    });
    type('New password', GOOD);
    type('New password again', GOOD);
    click('Save the password');
    expect((await screen.findByRole('alert')).textContent).toContain('used already');
    cleanup();
    open('/reset');
    expect(screen.getByRole('alert').textContent).toContain('not whole');
    expect(screen.queryByLabelText('New password')).toBeNull();
  });
});

test('a password that somebody else made is changed before anything else', async () => {
  const { api, session } = open('/', { ...PRINCIPAL, mustChangePassword: true });
  api.on(changePassword, () => signedIn());
  expect(screen.queryByRole('tab')).toBeNull();
  type('New password', GOOD);
  type('New password again', GOOD);
  click('Save the password');
  expect(screen.getByText('Type the password that you signed in with.')).toBeTruthy();
  type('Password that you signed in with', 'printed-once');
  click('Save the password');
  expect(await screen.findByRole('tab', { name: 'Sites' })).toBeTruthy();
  expect(api.bodies(changePassword)).toEqual([{ current: 'printed-once', password: GOOD }]);
  expect(session.current()).toMatchObject({ token: 'token-2', district: 'maple-valley' });
});

test('a district without a year says so in words', async () => {
  open('/', PRINCIPAL);
  expect((await screen.findByRole('alert')).textContent).toContain('no budget year yet');
});

describe('an account elsewhere', () => {
  test('is offered for the district once its name was typed', async () => {
    const { api } = open('/');
    const asked: string[] = [];
    api.on(listSignInWays, ({ params }) => {
      asked.push(params.district);
      return { ways: [{ title: 'Maple accounts', path: '/sign-in/oidc/maple-valley/1' }] };
    });
    type('District', 'Maple-Valley');
    expect(asked).toEqual([]);
    fireEvent.blur(screen.getByLabelText('District'));
    expect(await screen.findByRole('button', { name: 'Sign in with Maple accounts' })).toBeTruthy();
    expect(asked).toEqual(['maple-valley']);
  });

  test('that comes back signs in, once, and takes the secret out of the address', async () => {
    window.sessionStorage.setItem('sitebook-next', '/link');
    const { api, session } = open('/#handover=the-code', null, (served) =>
      served.on(redeemHandover, () => ({ district: 'maple-valley', signedIn: signedIn() })),
    );
    expect(window.location.hash).toBe('');
    expect(await screen.findByTestId('link-page')).toBeTruthy();
    expect(session.current()).toMatchObject({ token: 'token-2', district: 'maple-valley' });
    expect(api.bodies(redeemHandover)).toEqual([{ code: 'the-code' }]);
  });

  test('that comes back too late says so', async () => {
    open('/#handover=the-code', null, (served) =>
      served.on(redeemHandover, () => {
        throw refusal('handover.unknown', 404, 'This sign-in was used already or took too long.');
      }),
    );
    expect((await screen.findByTestId('sign-in')).textContent).toContain('took too long');
  });

  test.each([
    ['provider.unreachable', 'cannot be reached'],
    ['provider.noPerson', 'Nobody here has the e-mail'],
    ['something.else', 'Try again, or use a password'],
  ])('that failed (%s) says why, and the password is still there', (code, words) => {
    open(`/#sign-in-error=${code}`);
    expect(screen.getByTestId('sign-in').textContent).toContain(words);
    expect(screen.getByLabelText('Password')).toBeTruthy();
    expect(window.location.hash).toBe('');
  });
});
