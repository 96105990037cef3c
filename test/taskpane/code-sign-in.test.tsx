import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { getDemo, type Person } from '../../src/contract/sign-in.js';
import { createSignInCode, redeemSignInCode } from '../../src/contract/sign-in-codes.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SignInForm } from '../../src/ui/sign-in/SignInForm.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { FakeApi, refusal, UNREACHABLE } from '../support/fake-api.js';
import { NOW, PRINCIPAL } from '../support/pane-setup.js';

afterEach(cleanup);

const CODE = {
  deviceSecret: 'secret',
  userCode: 'BCDF-GHJK',
  verifyPath: '/link',
  expiresAt: '2024-03-06T18:10:00.000Z',
  pollSeconds: 60,
};
const signedIn = (person: Person = PRINCIPAL) => ({
  status: 'signedIn' as const,
  signedIn: {
    token: 'token',
    refreshToken: 'refresh',
    expiresAt: '2024-03-07T02:00:00.000Z',
    person,
  },
});

function openForm(props: { district?: string; offersCode?: boolean } = { district: 'maple-valley' }) {
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(createSignInCode, () => CODE)
    .on(redeemSignInCode, () => ({ status: 'pending' as const }));
  const session = createSessionStore({ storage: null, now: () => NOW });
  render(
    <SitebookTheme>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <QueryClientProvider client={new QueryClient()}>
          <SignInForm {...props} />
        </QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>,
  );
  return { api, session };
}
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const returnFromBrowser = () => act(() => void window.dispatchEvent(new Event('focus')));

async function showCode() {
  const form = openForm();
  click('Sign in with a code instead');
  click('Show a code');
  await screen.findByTestId('user-code');
  return form;
}

describe('signing in with a code', () => {
  test('shows the code and where to type it, waits, and signs in once it is confirmed', async () => {
    const { api, session } = await showCode();
    expect(screen.getByTestId('user-code').textContent).toBe('BCDF-GHJK');
    expect(screen.getByRole('link', { name: /\/link$/ }).getAttribute('target')).toBe('_blank');
    expect(screen.getByRole('status').textContent).toBe('Waiting for you to confirm.');
    returnFromBrowser();
    await waitFor(() => expect(api.bodies(redeemSignInCode)).toEqual([{ deviceSecret: 'secret' }]));
    expect(session.current()).toBeNull();
    api.on(redeemSignInCode, () => signedIn());
    returnFromBrowser();
    await waitFor(() => expect(session.current()?.person.name).toBe('Rosa Alvarez'));
    expect(session.current()).toMatchObject({ district: 'maple-valley', refreshToken: 'refresh' });
  });

  test.each([
    ['denied', 'The code was refused in the browser.'],
    ['expired', 'The code has expired.'],
  ] as const)('%s: says so and offers another code', async (status, text) => {
    const { api } = await showCode();
    api.on(redeemSignInCode, () => ({ status }));
    returnFromBrowser();
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe(text));
    expect(screen.queryByTestId('user-code')).toBeNull();
    api.on(createSignInCode, () => ({ ...CODE, userCode: 'XZXZ-XZXZ' }));
    click('Get another code');
    await waitFor(() => expect(screen.getByTestId('user-code').textContent).toBe('XZXZ-XZXZ'));
    expect(screen.getByRole('status').textContent).toBe('Waiting for you to confirm.');
  });

  test('goes on asking when the server is away for a while', async () => {
    const { api, session } = await showCode();
    api.on(redeemSignInCode, () => {
      throw UNREACHABLE;
    });
    returnFromBrowser();
    await waitFor(() => expect(screen.getByRole('status').textContent).toContain('cannot be reached'));
    expect(screen.getByTestId('user-code')).toBeTruthy();
    api.on(redeemSignInCode, () => signedIn());
    returnFromBrowser();
    await waitFor(() => expect(session.current()).not.toBeNull());
  });

  test('copies the code, and selects it where copying is not allowed', async () => {
    await showCode();
    click('Copy the code');
    expect(await screen.findByText('Select the code and copy it.')).toBeTruthy();
    expect(window.getSelection()?.toString()).toBe('BCDF-GHJK');
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (text: string) => Promise.resolve(copied.push(text)) },
    });
    click('Copy the code');
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
    expect(copied).toEqual(['BCDF-GHJK']);
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  test('wants a district, shows why there is none, and goes back to the password', async () => {
    const { api } = openForm({});
    click('Sign in with a code instead');
    click('Show a code');
    expect(screen.getByText('Type your district.')).toBeTruthy();
    expect(api.bodies(createSignInCode)).toEqual([]);
    api.on(createSignInCode, () => {
      throw refusal('district.unknown', 404, 'There is no district nowhere here.');
    });
    fireEvent.change(screen.getByLabelText('District'), { target: { value: 'nowhere' } });
    click('Show a code');
    expect((await screen.findByTestId('error-state')).textContent).toContain('no district nowhere');
    click('Sign in with a password');
    expect(screen.getByLabelText('Password')).toBeTruthy();
  });

  test('is not offered in the browser where codes are confirmed', () => {
    openForm({ offersCode: false });
    expect(screen.queryByRole('button', { name: 'Sign in with a code instead' })).toBeNull();
  });
});
