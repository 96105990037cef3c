import { afterEach, describe, expect, test } from '@jest/globals';
import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { RouteStep } from '../../src/core/approval/due-and-route.js';
import { Timeline } from '../../src/taskpane/screens/home/Timeline.js';
import type { TimelineFacts } from '../../src/taskpane/screens/home/timeline-steps.js';
import { openPane, receiptOf, submissionOf } from '../support/pane-setup.js';

afterEach(cleanup);

const finance = (part: Partial<RouteStep> = {}): RouteStep => ({
  id: 'finance',
  status: 'ahead',
  holders: ['Julia Ortiz', 'Sam Lee'],
  since: null,
  ...part,
});

function show(part: Partial<TimelineFacts> = {}) {
  const facts: TimelineFacts = {
    submission: null,
    route: [finance()],
    dueDate: '2024-03-15',
    daysLeft: 9,
    timeZone: 'America/Los_Angeles',
    isYours: true,
    isAdopted: false,
    ...part,
  };
  return render(
    <FluentProvider theme={webLightTheme}>
      <Timeline {...facts} />
    </FluentProvider>,
  );
}

const line = () => screen.getByRole('button');
/** The steps, the current one with a star. */
const steps = () =>
  within(screen.getByRole('list'))
    .getAllByRole('listitem')
    .map((item) => `${item.getAttribute('aria-current') === 'step' ? '* ' : ''}${item.textContent}`);

const RETURN = {
  decision: 'return',
  decidedById: '1d5cbb0e-3a57-4d5e-8a58-1f0d55c3a222',
  decidedBy: 'Julia Ortiz',
  decidedAt: '2024-03-08T01:30:00.000Z',
  comment: 'Please explain supplies.',
} as const;

describe('the way of a budget', () => {
  test('before it is submitted is one line, who has it and till when, and opens to the steps', () => {
    show();
    expect(line().textContent).toBe('With you until Fri 15 Mar');
    expect(line().getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('listitem', { hidden: true })).toBeNull();
    fireEvent.click(line());
    expect(steps()).toEqual([
      '* Build and submitYou · due Fri 15 Mar · 9 days left',
      'Finance decidesJulia Ortiz, Sam Lee',
    ]);
  });

  test('ends where the board adopted the year’s budget, also of what waited then', () => {
    const submission = {
      ...submissionOf({ revision: 3 }),
      status: 'closed' as const,
      decisions: [
        {
          ...RETURN,
          decision: 'close' as const,
          decidedBy: 'Anna Chen',
          comment: '',
          adoptedRevision: 2,
        },
      ],
    };
    show({ submission, isAdopted: true });
    expect(line().textContent).toMatch(/^The board adopted the year’s budget; /);
    const [sent, closed, ...others] = steps();
    expect(sent).toMatch(/^r3 · Submitted by /);
    expect(closed).toMatch(/^Closed: the board adopted the year’s budget with r2/);
    expect(others).toEqual([]);
  });

  test('past due says so, and that the site has it where the reader does not submit', () => {
    show({ daysLeft: -2 });
    expect(line().textContent).toBe('With you, past due since Fri 15 Mar');
    cleanup();
    show({ daysLeft: -2, isYours: false, route: [] });
    expect(line().textContent).toBe('With the site, past due since Fri 15 Mar');
    fireEvent.click(line());
    expect(steps()).toEqual([
      '* Build and submitThe site’s manager · past due since Fri 15 Mar',
      'Finance decides',
    ]);
  });

  test('with finance is open, names who has it since when, in the district’s time', () => {
    const since = '2024-03-08T01:00:00.000Z';
    show({
      submission: submissionOf({ submittedAt: since }),
      route: [finance({ status: 'waiting', since, holders: ['A', 'B', 'C', 'D', 'E'] })],
    });
    expect(line().textContent).toBe('With finance: A, B, C and 2 more');
    expect(line().getAttribute('aria-expanded')).toBe('true');
    expect(steps()).toEqual([
      'r1 · Submitted by Rosa AlvarezThu 7 Mar, 5:00 PM · in time',
      '* Waiting for financeA, B, C and 2 more · since Thu 7 Mar, 5:00 PM',
    ]);
    fireEvent.click(line());
    expect(screen.queryByRole('listitem', { hidden: true })).toBeNull();
  });

  test.each([
    [{ isLate: true }, 'late'],
    [{ isLate: true, lateClaim: 'accepted' }, 'queued in time, which counts'],
    [{ isLate: true, lateClaim: 'toDecide' }, 'late; finance decides whether queuing in time counts'],
  ] as const)('that came %j says %p', (part, words) => {
    show({ submission: submissionOf(part) });
    expect(steps()[0]).toMatch(new RegExp(` · ${words}$`));
  });

  test('sent back is with the site again; what finance wrote stands there', () => {
    show({
      submission: submissionOf({ status: 'returned', decisions: [RETURN] }),
      route: [finance({ status: 'returned', holders: ['Julia Ortiz'] })],
    });
    expect(line().textContent).toBe('Back with you until Fri 15 Mar');
    expect(steps()).toEqual([
      expect.stringContaining('Submitted by'),
      'Sent back by Julia OrtizThu 7 Mar, 5:30 PMPlease explain supplies.',
      '* Change it and submit againYou · due Fri 15 Mar · 9 days left',
      'Finance decides',
    ]);
  });

  test('approved has no step that is anybody’s', () => {
    const approval = { ...RETURN, decision: 'approve', comment: '' } as const;
    show({ submission: submissionOf({ status: 'approved', decisions: [approval] }) });
    expect(line().textContent).toBe('r1 is approved');
    expect(steps()).toEqual([
      expect.stringContaining('Submitted by'),
      'Approved by Julia OrtizThu 7 Mar, 5:30 PM',
    ]);
  });

  test('comes to the pane with the status of the site, and stands there before it', async () => {
    const { status } = openPane();
    status.revision = receiptOf(1).revision;
    status.submission = submissionOf();
    status.route = {
      dueDate: '2024-03-15',
      timeZone: 'America/Los_Angeles',
      steps: [finance({ status: 'waiting', since: status.submission.submittedAt })],
    };
    expect(await screen.findByText('With finance: Julia Ortiz, Sam Lee')).toBeTruthy();
    expect(screen.getByTestId('timeline').textContent).toContain('since Wed 6 Mar, 10:00 AM');
  });
});
