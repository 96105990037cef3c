import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { getMaster } from '../../src/contract/master-budgets.js';
import { MasterVersion } from '../../src/web/master/MasterVersion.js';
import { FakeApi } from '../support/fake-api.js';
import { renderPart } from '../support/season-setup.js';

afterEach(cleanup);

test('a version says which sites it leaves out, and of which the approval ended', async () => {
  const api = new FakeApi().on(getMaster, () => ({
    summary: {
      version: 2,
      createdBy: 'Anna Chen',
      createdAt: '2024-03-20T08:00:00.000Z',
      contentHash: 'a',
      siteCount: 0,
      totalCents: 0,
      totalFte: 0,
      mergedEqualsSubmitted: true,
    },
    master: { sources: [], accounts: [], totalCents: 0, totalFte: 0 },
    tieOut: {
      mergedEqualsSubmitted: true,
      parts: [],
      missingSites: [
        { code: '125', name: 'Dayton Grade School', approvalEnded: true as const },
        { code: '571', name: 'Dayton Junior High School' },
      ],
    },
  }));
  renderPart(<MasterVersion version={2} />, api);
  const ended = await screen.findByText(/^Approved before and left out/);
  expect(ended.textContent).toMatch(/: Dayton Grade School\. /);
  expect((await screen.findByText(/^Not in this version/)).textContent).toBe(
    'Not in this version: Dayton Junior High School',
  );
});
