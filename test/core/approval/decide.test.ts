import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, type DecisionRequest } from '../../../src/core/approval/decide.js';
import type { Submission } from '../../../src/core/approval/submission.js';

const OPEN: Submission = {
  id: 'b0c7a4d2-7f7e-4a35-9d3a-0c8f5f3b1a11',
  siteCode: '608',
  revision: 2,
  status: 'submitted',
  submittedById: 'c0c7a4d2-7f7e-4a35-9d3a-0c8f5f3b1a11',
  submittedBy: 'M. Reyes',
  submittedAt: '2024-03-01T17:00:00.000Z',
  decisions: [],
};
const REYES = { id: OPEN.submittedById, name: 'M. Reyes' };
const ORTIZ = { id: 'd0c7a4d2-7f7e-4a35-9d3a-0c8f5f3b1a11', name: 'J. Ortiz' };
const CHEN = { id: 'e0c7a4d2-7f7e-4a35-9d3a-0c8f5f3b1a11', name: 'A. Chen' };
const NOW = '2024-03-02T17:00:00.000Z';

describe('deciding on a submission', () => {
  test('approve closes it and keeps who, when and the comment', () => {
    const decided = decide(OPEN, { decision: 'approve', comment: ' fine ' }, ORTIZ, NOW);
    expect(decided).toMatchObject({
      ok: true,
      submission: {
        status: 'approved',
        decisions: [{ decision: 'approve', decidedBy: 'J. Ortiz', decidedAt: NOW, comment: 'fine' }],
      },
    });
    expect(OPEN.decisions).toEqual([]);
  });

  test('returning says what to change', () => {
    expect(decide(OPEN, { decision: 'return', comment: '  ' }, ORTIZ, NOW)).toEqual({
      ok: false,
      refusal: 'submission.commentMissing',
    });
  });

  test('nobody approves what they sent', () => {
    expect(decide(OPEN, { decision: 'approve', comment: '' }, REYES, NOW)).toMatchObject({
      refusal: 'submission.ownWork',
    });
  });

  test('whatever is asked and by whom, one decision is taken at most', () => {
    const request = fc.record({
      decision: fc.constantFrom('approve', 'return'),
      comment: fc.string(),
    }) satisfies fc.Arbitrary<DecisionRequest>;
    const requests = fc.array(fc.tuple(request, fc.constantFrom(REYES, ORTIZ, CHEN)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(requests, (asked) => {
        let submission = OPEN;
        for (const [ask, actor] of asked) {
          const decided = decide(submission, ask, actor, NOW);
          if (decided.ok) submission = decided.submission;
        }
        expect(submission.decisions.length).toBeLessThanOrEqual(1);
        expect(submission.status === 'submitted').toBe(submission.decisions.length === 0);
        expect(submission.decisions.every(({ decidedBy }) => decidedBy !== 'M. Reyes')).toBe(true);
      }),
    );
  });
});
