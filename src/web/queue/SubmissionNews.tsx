import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { Submission } from '../../core/approval/submission.js';
import { formatInstant } from '../../words/figures.js';
import { CLAIMS } from '../../ui/messages/claims.js';
import { WEB_EN } from '../messages-en.js';

const WORDS = WEB_EN.queue;

/** What was done last, and of which step: one that is approved is not the whole budget approved. */
export function LastDecision({ submission, timeZone }: { submission: Submission; timeZone: string }) {
  const { decisions, status, steps = [] } = submission;
  const last = decisions.at(-1);
  // Her own signature comes with submitting.
  if (last === undefined || last.origin === 'own') return null;
  const words = WORDS.decided(
    last.to === undefined ? WORDS.decisions[last.decision] : WORDS.given(last.to),
    last.decidedBy,
    formatInstant(last.decidedAt, timeZone),
  );
  const titles = steps.filter(({ rule }) => last.steps?.includes(rule.id)).map(({ rule }) => rule.title);
  // What goes on, or is over for everybody, is news; what ended otherwise is for somebody to act on.
  const isNews = status === 'submitted' || status === 'closed';
  const intent = status === 'approved' ? 'success' : isNews ? 'info' : 'warning';
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        {status === 'submitted' && titles.length > 0 ? WORDS.ofStep(titles.join(', '), words) : words}
        {last.comment !== '' && `: ${last.comment}`}
        {last.adoptedRevision !== undefined && `. ${WORDS.adoptedHas(last.adoptedRevision)}`}
      </MessageBarBody>
    </MessageBar>
  );
}

/** A submission that came late but was queued in time, as it claims: deciding on it decides on the claim. */
export function LateClaim({ submission, timeZone }: { submission: Submission; timeZone: string }) {
  const { lateClaim, claimedAt, claimFloor, status } = submission;
  if (lateClaim === undefined || claimedAt === undefined || claimFloor === undefined) return null;
  const asked = lateClaim === 'toDecide' && status === 'submitted';
  return (
    <MessageBar intent={asked ? 'warning' : 'info'} layout="multiline" data-testid="late-claim">
      <MessageBarBody>
        {CLAIMS.lateClaim(formatInstant(claimedAt, timeZone), formatInstant(claimFloor, timeZone))}
        {lateClaim === 'accepted' ? ` ${CLAIMS.lateAccepted}` : asked ? ` ${CLAIMS.lateToDecide}` : ''}
      </MessageBarBody>
    </MessageBar>
  );
}
