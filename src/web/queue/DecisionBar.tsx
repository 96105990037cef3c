import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BodyOf, ReplyOf } from '../../contract/endpoint.js';
import { decideSubmission, reopenSubmission, type getSubmission } from '../../contract/submissions.js';
import type { Submission } from '../../core/approval/submission.js';
import type { Person } from '../../contract/sign-in.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { useSession } from '../../ui/session/use-session.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WEB_EN } from '../messages-en.js';
import { DecisionDialog } from './DecisionDialog.js';
import { isTyping } from './QueueScreen.js';

const WORDS = WEB_EN.decide;

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export type Detail = ReplyOf<typeof getSubmission>;
/** What somebody may do to a submission; every one has a second step that says what comes of it. */
export type DecisionKind = 'approve' | 'return' | 'reject' | 'delegate' | 'recall' | 'reopen';
/** `reopen` has an endpoint of its own. */
export type Decided =
  | { kind: 'decide'; body: BodyOf<typeof decideSubmission> }
  | { kind: 'reopen'; body: BodyOf<typeof reopenSubmission> };

/** What the reader may do to a submission as it stands. */
export function decisionsFor({ submission, yourSteps, standIns }: Detail, person: Person): DecisionKind[] {
  const isWaiting = submission.status === 'submitted';
  // A server that does not tell leaves it to its refusal.
  const isYours = isWaiting && (yourSteps === undefined || yourSteps.length > 0);
  const kinds: DecisionKind[] = isYours ? ['approve', 'return', 'reject'] : [];
  if (isYours && standIns?.some(({ people }) => people.length > 0)) kinds.push('delegate');
  if ((isWaiting || submission.status === 'approved') && hasGiven(submission, person.id))
    kinds.push('recall');
  const isManager = person.roles.some(({ role }) => role === 'budgetManager');
  if (isManager && !isWaiting && !['reopened', 'closed'].includes(submission.status)) kinds.push('reopen');
  return kinds;
}

/** Whether somebody signed, or gave a signature to somebody else. */
function hasGiven({ steps = [] }: Submission, personId: string): boolean {
  return steps.some(
    ({ signatures, delegations }) =>
      signatures.some((signature) => signature.personId === personId && signature.origin === undefined) ||
      delegations.some(({ fromId }) => fromId === personId),
  );
}

/** Approve and send back as buttons, what is rare in a menu. Keys: a and r. */
export function DecisionBar({ detail }: { detail: Detail }) {
  const styles = useStyles();
  const { api, session } = useServices();
  const person = useSession(session)?.person;
  const queries = useQueryClient();
  const [asked, setAsked] = useState<DecisionKind | null>(null);
  const { submission } = detail;
  const params = { submissionId: submission.id };
  const decision = useMutation({
    mutationFn: ({ kind, body }: Decided) =>
      kind === 'reopen'
        ? api.call(reopenSubmission, { params, body, ifUnchanged: true })
        : api.call(decideSubmission, { params, body, ifUnchanged: true }),
    onSuccess: () => setAsked(null),
    // Also after a refusal: somebody else may have decided.
    onSettled: () =>
      Promise.all(
        ['queue', 'submission', 'sites'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const kinds = person ? decisionsFor(detail, person) : [];
  const mayDecide = kinds.includes('approve');
  useEffect(() => {
    if (!mayDecide) return undefined;
    const open = (event: KeyboardEvent) => {
      if (isTyping(event) || (event.key !== 'a' && event.key !== 'r')) return;
      event.preventDefault();
      setAsked(event.key === 'a' ? 'approve' : 'return');
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, [mayDecide]);
  const rare = kinds.filter((kind) => kind !== 'approve' && kind !== 'return');
  return (
    <>
      <div className={styles.bar}>
        {mayDecide && (
          <>
            <Button appearance="primary" onClick={() => setAsked('approve')}>
              {WORDS.approve}
            </Button>
            <Button onClick={() => setAsked('return')}>{WORDS.sendBack}</Button>
          </>
        )}
        {submission.status === 'submitted' && !mayDecide && (
          <Text className={styles.quiet}>{WORDS.notYours}</Text>
        )}
        {rare.length > 0 && <MoreMenu kinds={rare} onChoose={setAsked} />}
      </div>
      {decision.isError && asked === null && (
        <ErrorState context="deciding" failure={failureOf(decision.error)} />
      )}
      {asked !== null && (
        <DecisionDialog
          key={asked}
          detail={detail}
          kind={asked}
          decision={decision}
          onCancel={() => setAsked(null)}
        />
      )}
    </>
  );
}

function MoreMenu({ kinds, onChoose }: { kinds: DecisionKind[]; onChoose: (kind: DecisionKind) => void }) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ChevronDown16Regular />} iconPosition="after">
          {WORDS.more}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {kinds.map((kind) => (
            <MenuItem key={kind} onClick={() => onChoose(kind)}>
              {WORDS.kinds[kind].menu}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
