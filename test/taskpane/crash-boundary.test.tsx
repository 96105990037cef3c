import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { CrashBoundary } from '../../src/ui/state/CrashBoundary.js';
import { SitebookTheme } from '../../src/ui/theme/SitebookTheme.js';

beforeEach(() => {
  // React writes the error of the test to the console as well.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

function Broken(): never {
  throw new Error('broken');
}

test('a screen that cannot be drawn says what is safe, is reported once, and can be reloaded', () => {
  const crashes: unknown[] = [];
  const reloads: string[] = [];
  render(
    <SitebookTheme>
      <CrashBoundary onCrash={(error) => crashes.push(error)} onReload={() => reloads.push('reload')}>
        <Broken />
      </CrashBoundary>
    </SitebookTheme>,
  );
  expect(screen.getByRole('alert').textContent).toContain('Your figures are in the workbook');
  expect(crashes).toMatchObject([{ message: 'broken' }]);
  fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(reloads).toEqual(['reload']);
});

test('a screen that can be drawn is left alone', () => {
  render(
    <CrashBoundary onCrash={() => undefined} onReload={() => undefined}>
      <p>All is well</p>
    </CrashBoundary>,
  );
  expect(screen.getByText('All is well')).toBeTruthy();
});
