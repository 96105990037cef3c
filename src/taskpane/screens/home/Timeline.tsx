import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowReply16Regular,
  CheckmarkCircle16Filled,
  ChevronDown16Regular,
  ChevronUp16Regular,
  Circle16Regular,
  Clock16Regular,
  Edit16Regular,
  Send16Regular,
} from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { PANE } from '../../../ui/messages/pane.js';
import { timelineSteps, timelineSummary, type TimelineFacts, type TimelineStep } from './timeline-steps.js';

const WORDS = PANE.timeline;

const useStyles = makeStyles({
  root: {
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  summary: {
    width: '100%',
    justifyContent: 'space-between',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    borderRadius: 0,
    overflowWrap: 'anywhere',
  },
  list: {
    margin: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    listStyleType: 'none',
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
  },
  isFolded: { display: 'none' },
  step: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
    overflowWrap: 'anywhere',
  },
  icon: { display: 'flex', paddingTop: '2px', color: tokens.colorNeutralForeground3 },
  approved: { color: tokens.colorStatusSuccessForeground1 },
  returned: { color: tokens.colorStatusWarningForeground3 },
  current: { color: tokens.colorBrandForeground1 },
  detail: { color: tokens.colorNeutralForeground2 },
  late: { color: tokens.colorStatusDangerForeground1 },
  comment: {
    display: 'block',
    marginTop: tokens.spacingVerticalXXS,
    paddingLeft: tokens.spacingHorizontalS,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

const ICONS = {
  site: Edit16Regular,
  sent: Send16Regular,
  waiting: Clock16Regular,
  ahead: Circle16Regular,
  approved: CheckmarkCircle16Filled,
  returned: ArrowReply16Regular,
};

/**
 * Who has the budget and till when, in one line, and the steps of its way below: what was done when, by whom, and what
 * comes. Open by itself once the budget has been submitted; before that the line is all there is to know.
 */
export function Timeline(facts: TimelineFacts) {
  const styles = useStyles();
  const listId = useId();
  const isSent = facts.submission !== null;
  // A choice of the person's counts until the budget is submitted or another one is.
  const [chosen, setChosen] = useState<{ isSent: boolean; isOpen: boolean } | null>(null);
  const isOpen = chosen?.isSent === isSent ? chosen.isOpen : isSent;
  return (
    <section className={styles.root} aria-label={WORDS.title} data-testid="timeline">
      <Button
        appearance="subtle"
        size="small"
        className={styles.summary}
        iconPosition="after"
        icon={isOpen ? <ChevronUp16Regular /> : <ChevronDown16Regular />}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setChosen({ isSent, isOpen: !isOpen })}
      >
        {timelineSummary(facts)}
      </Button>
      <ol id={listId} className={mergeClasses(styles.list, !isOpen && styles.isFolded)}>
        {isOpen && timelineSteps(facts).map(({ key, ...step }) => <Step key={key} {...step} />)}
      </ol>
    </section>
  );
}

function Step({ kind, text, detail, comment, isCurrent, isLate }: Omit<TimelineStep, 'key'>) {
  const styles = useStyles();
  const Icon = ICONS[kind];
  const tone = isCurrent
    ? styles.current
    : kind === 'approved' || kind === 'returned'
      ? styles[kind]
      : undefined;
  return (
    <li className={styles.step} aria-current={isCurrent ? 'step' : undefined}>
      <span className={mergeClasses(styles.icon, tone)} aria-hidden="true">
        <Icon />
      </span>
      <div>
        <Text size={200} weight={kind === 'ahead' ? 'regular' : 'semibold'} block>
          {text}
        </Text>
        {detail !== '' && (
          <Text size={200} block className={isLate ? styles.late : styles.detail}>
            {detail}
          </Text>
        )}
        {comment !== '' && <Text className={styles.comment}>{comment}</Text>}
      </div>
    </li>
  );
}
