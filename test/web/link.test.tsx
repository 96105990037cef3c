import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { getDemo } from '../../src/contract/sign-in.js';
import { confirmSignInCode } from '../../src/contract/sign-in-codes.js';
import { App } from '../../src/web/app/App.js';
import { ServicesContext } from '../../src/ui/services/services.js';
import { createSessionStore } from '../../src/ui/session/session-store.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';
import { FakeApi, refusal } from '../support/fake-api.js';
import { NOW, PRINCIPAL } from '../support/pane-setup.js';

beforeEach(() => window.history.replaceState(null, '', '/link'));
afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});

function openLink(isSignedIn = true) {
  const api = new FakeApi()
    .on(getDemo, () => ({ signIns: [] }))
    .on(confirmSignInCode, ({ body }) => ({ decision: body.decision }));
  const session = createSessionStore({ storage: null, now: () => NOW });
  const expiresAt = '2024-03-07T02:00:00.000Z';
  if (isSignedIn) session.set({ district: 'maple-valley', token: 'token', expiresAt, person: PRINCIPAL });
  render(
    <SitebookTheme>
      <ServicesContext value={{ api, session, now: () => NOW }}>
        <QueryClientProvider client={new QueryClient()}>
          <App />
        </QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>,
  );
  return api;
}
const type = (code: string) => fireEvent.change(screen.getByLabelText('Code'), { target: { value: code } });
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('says who will be signed in and for what, and confirms the code', async () => {
  const api = openLink();
  const text = screen.getByTestId('link-page').textContent;
  expect(text).toContain('You are Rosa Alvarez, Maple Valley School District.');
  expect(text).toContain('will work as you');
  expect(text).toContain('Confirm only a code that you see in your own Excel.');
  type('bcdf ghjk');
  click('Confirm');
  expect((await screen.findByRole('status')).textContent).toContain('Go back to Excel');
  expect(api.bodies(confirmSignInCode)).toEqual([{ userCode: 'bcdf ghjk', decision: 'confirm' }]);
  click('Another code');
  expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('');
});

test('denies a code that she did not ask for', async () => {
  const api = openLink();
  type('BCDF-GHJK');
  click('I did not ask for this');
  expect((await screen.findByRole('status')).textContent).toContain('Nobody was signed in');
  expect(api.bodies(confirmSignInCode)).toEqual([{ userCode: 'BCDF-GHJK', decision: 'deny' }]);
});

test('what is no code is not sent; what is none of hers is refused with words', async () => {
  const api = openLink();
  type('ABC');
  click('Confirm');
  expect(screen.getByText('A code has eight letters and no vowels.')).toBeTruthy();
  expect(api.bodies(confirmSignInCode)).toEqual([]);
  api.on(confirmSignInCode, () => {
    throw refusal('code.unknown', 404, 'There is no such code of your district, or it has expired.');
  });
  type('BCDF-GHJK');
  click('Confirm');
  await waitFor(() => expect(screen.getByTestId('error-state').textContent).toContain('no such code'));
});

test('asks to sign in first, without offering a code for that', () => {
  openLink(false);
  expect(screen.getByTestId('sign-in')).toBeTruthy();
  expect(screen.queryByText('Sign in with a code instead')).toBeNull();
});
