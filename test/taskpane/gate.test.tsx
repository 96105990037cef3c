import { afterEach, describe, expect, test } from '@jest/globals';
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { getDemo, signIn } from '../../src/contract/sign-in.js';
import { getRevision, getSiteBook, saveRevision } from '../../src/contract/sites.js';
import { refusal } from '../support/fake-api.js';
import { openPane, PRINCIPAL, type Pane } from '../support/pane-setup.js';
import { smallBook } from '../support/small-book.js';

afterEach(cleanup);

const signInReply = {
  token: 'token',
  refreshToken: 'refresh',
  expiresAt: '2024-03-07T02:00:00.000Z',
  person: PRINCIPAL,
};

describe('before the home screen', () => {
  test('a host without the needed Excel version is told so', () => {
    openPane({ support: 'tooOld' });
    expect(screen.getByText('This Excel is too old for Sitebook')).toBeTruthy();
  });

  test('a workbook that is none of Sitebook’s gets the person to her own', async () => {
    openPane({ identity: null });
    expect(await screen.findByText('Not a Sitebook workbook')).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'Download Maple Valley High School' })).toBeTruthy();
  });

  test('… and offers to sign in first where nobody is', async () => {
    openPane({ identity: null, signedIn: null });
    expect(await screen.findByText('Not a Sitebook workbook')).toBeTruthy();
    expect(screen.getByTestId('sign-in')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Download/ })).toBeNull();
  });

  test.each([
    [
      'of another year',
      { yearId: '2023-24' },
      'This workbook is of 2023-24',
      'The district is building 2024-25',
    ],
    ['of another layout', { layoutVersion: 9 }, 'This workbook has another layout', 'It has layout 9'],
    ['of another district', { district: 'elsewhere' }, 'belongs to the district “elsewhere”', 'maple-valley'],
  ])('a workbook %s says so and how to go on', async (_, identity, title, text) => {
    const { excel } = openPane({ identity });
    expect(await screen.findByText(new RegExp(title))).toBeTruthy();
    expect(screen.getByText(new RegExp(text))).toBeTruthy();
    expect(await screen.findByRole('button', { name: /Download Maple/ })).toBeTruthy();
    expect(excel.lockedTimes).toBe(0);
  });

  test('last year’s workbook at a revision that this year does not have, or has otherwise, says its year', async () => {
    const { api, session } = openPane({
      signedIn: null,
      identity: { yearId: '2023-24', baseRevision: 3 },
    });
    api.on(getRevision, () => {
      throw refusal('revision.unknown', 404, 'There is no revision 3 of this site.');
    });
    await screen.findByTestId('sign-in');
    act(() => session.set({ district: 'maple-valley', ...signInReply }));
    expect(await screen.findByText('This workbook is of 2023-24')).toBeTruthy();
    expect(api.calls.filter(({ name }) => name === getRevision.name)).toEqual([]);
  });

  test('a workbook of another opening budget says so, and a save names the one that it was made from', async () => {
    const openingHash = '0123456789abcdef';
    const serve = ({ api, session }: Pane, hash: string) => {
      api.on(getSiteBook, () => ({
        book: smallBook(),
        owners: ['site'],
        head: null,
        submission: null,
        rulePackHash: 'rules',
        openingHash: hash,
      }));
      act(() => session.set({ district: 'maple-valley', ...signInReply }));
    };
    const changed = openPane({ signedIn: null, identity: { openingHash } });
    serve(changed, 'fedcba9876543210');
    expect(await screen.findByText('Your site has another opening budget now')).toBeTruthy();
    expect(await screen.findByRole('button', { name: /Download Maple/ })).toBeTruthy();
    expect(changed.excel.lockedTimes).toBe(0);
    cleanup();
    const same = openPane({ signedIn: null, identity: { openingHash } });
    serve(same, openingHash);
    fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => expect(same.api.bodies(saveRevision)).toMatchObject([{ openingHash }]));
  });

  test('a site that is not the person’s is refused with the ways on', async () => {
    const { api, session } = openPane({ signedIn: null });
    api.on(getSiteBook, () =>
      Promise.reject(refusal('site.unknown', 404, 'There is no site 608 in your district.')),
    );
    act(() => session.set({ district: 'maple-valley', ...signInReply }));
    expect(await screen.findByText('There is no site 608 in your district.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Sign in as somebody else' }));
    expect(await screen.findByTestId('sign-in')).toBeTruthy();
  });
});

describe('signing in', () => {
  test('asks for what is missing before it calls', async () => {
    const { api } = openPane({ signedIn: null });
    await screen.findByTestId('sign-in');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(screen.getByText('Type your e-mail.')).toBeTruthy();
    expect(screen.getByText('Type your password.')).toBeTruthy();
    expect(screen.queryByText('Type your district.')).toBeNull();
    expect(api.bodies(signIn)).toEqual([]);
  });

  test('a wrong password is refused in the server’s words, and the form stays filled', async () => {
    const { api } = openPane({ signedIn: null });
    api.on(signIn, () =>
      Promise.reject(refusal('signIn.wrong', 401, 'District, e-mail and password do not fit together.')),
    );
    await screen.findByTestId('sign-in');
    const email = screen.getByLabelText('E-mail');
    fireEvent.change(email, { target: { value: 'alvarez@maple.example' } });
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'wrong' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByTestId('error-state')).textContent).toContain('do not fit together');
    expect((email as HTMLInputElement).value).toBe('alvarez@maple.example');
    expect(api.bodies(signIn)).toEqual([
      { district: 'maple-valley', email: 'alvarez@maple.example', password: 'wrong' },
    ]);
  });

  test('a sample sign-in of a demo server takes one click', async () => {
    const pane = openPane({ signedIn: null });
    pane.api
      .on(signIn, () => signInReply)
      .on(getDemo, () => ({
        signIns: [
          {
            district: 'maple-valley',
            email: 'alvarez@maple.example',
            password: 'sample',
            name: 'Rosa Alvarez',
            who: 'Principal',
          },
        ],
      }));
    fireEvent.click(await screen.findByRole('button', { name: /Rosa Alvarez/ }));
    expect(await screen.findByTestId('balances')).toBeTruthy();
    expect(pane.session.current()?.person.name).toBe('Rosa Alvarez');
  });

  test('a session that ended says why', async () => {
    const { session } = openPane();
    await screen.findByTestId('balances');
    act(() => session.set(null, 'Your sign-in has ended after eight hours.'));
    expect(await screen.findByText('Your sign-in has ended after eight hours.')).toBeTruthy();
  });
});
