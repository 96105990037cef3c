import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowReply16Regular,
  CheckmarkCircle16Filled,
  Clock16Regular,
  Send16Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Submission } from '../../../core/approval/submission.js';
import { formatInstant } from '../../../ui/format/figures.js';
import { PANE } from '../../../ui/messages/pane.js';

const WORDS = PANE.timeline;

const useStyles = makeStyles({
  root: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    listStyleType: 'none',
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  step: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
  },
  icon: { display: 'flex', paddingTop: '2px', color: tokens.colorNeutralForeground3 },
  approved: { color: tokens.colorStatusSuccessForeground1 },
  returned: { color: tokens.colorStatusWarningForeground3 },
  when: { color: tokens.colorNeutralForeground3 },
  comment: {
    display: 'block',
    marginTop: tokens.spacingVerticalXXS,
    paddingLeft: tokens.spacingHorizontalS,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

export type TimelineProps = { submission: Submission; timeZone: string };

/** The way of a submission so far: sent, decided by whom, and what they wrote. */
export function Timeline({ submission, timeZone }: TimelineProps) {
  const styles = useStyles();
  const at = (instant: string) => formatInstant(instant, timeZone);
  return (
    <ol className={styles.root} aria-label={WORDS.title} data-testid="timeline">
      <Step
        icon={<Send16Regular />}
        text={`r${String(submission.revision)} · ${WORDS.submitted(submission.submittedBy)}`}
        when={at(submission.submittedAt)}
      />
      {submission.decisions.map((decision) => {
        const isApproval = decision.decision === 'approve';
        return (
          <Step
            key={decision.decidedAt}
            icon={isApproval ? <CheckmarkCircle16Filled /> : <ArrowReply16Regular />}
            tone={isApproval ? styles.approved : styles.returned}
            text={isApproval ? WORDS.approved(decision.decidedBy) : WORDS.returned(decision.decidedBy)}
            when={at(decision.decidedAt)}
            comment={decision.comment}
          />
        );
      })}
      {submission.status === 'submitted' && <Step icon={<Clock16Regular />} text={WORDS.waiting} />}
    </ol>
  );
}

type StepProps = { icon: ReactNode; tone?: string; text: string; when?: string; comment?: string };

function Step({ icon, tone, text, when, comment = '' }: StepProps) {
  const styles = useStyles();
  return (
    <li className={styles.step}>
      <span className={mergeClasses(styles.icon, tone)} aria-hidden="true">
        {icon}
      </span>
      <div>
        <Text size={200} weight="semibold" block>
          {text}
        </Text>
        {when !== undefined && (
          <Text size={200} block className={styles.when}>
            {when}
          </Text>
        )}
        {comment !== '' && <Text className={styles.comment}>{comment}</Text>}
      </div>
    </li>
  );
}
