import { Badge, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DueAndRoute, RouteStep } from '../../core/approval/due-and-route.js';
import type { Submission } from '../../core/approval/submission.js';
import { formatDate, formatInstant, localTimeZone } from '../../words/figures.js';
import { useServices } from '../../ui/services/services.js';
import { WEB_EN } from '../messages-en.js';

const WORDS = WEB_EN.route;
/** More names than these are counted. */
const NAMED = 4;

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    '@media (max-width: 480px)': { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  step: {
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalXXS,
    boxSizing: 'border-box',
    minWidth: 'min(180px, 100%)',
    maxWidth: '320px',
    overflowWrap: 'anywhere',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  state: { flexShrink: 0, whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  late: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

const COLOURS = { ahead: 'subtle', waiting: 'informative', done: 'success', returned: 'warning' } as const;

/** The steps of a submission's way: which are done and by whom, which wait and for whom, and till when. */
export function RouteSteps({ route, submission }: { route: DueAndRoute; submission: Submission }) {
  const styles = useStyles();
  const { now } = useServices();
  const today = localDate(now(), route.timeZone);
  return (
    <ol className={styles.list} aria-label={WORDS.title}>
      {route.steps.map((step) => (
        <li
          key={step.id}
          className={styles.step}
          aria-current={step.status === 'waiting' ? 'step' : undefined}
        >
          <span className={styles.head}>
            <Text weight="semibold">{step.title ?? WORDS.finance}</Text>
            <StateOf step={step} isLate={isLate(step, today)} />
          </span>
          {linesOf(step, submission).map((line) => (
            <Caption1 key={line} className={styles.quiet}>
              {line}
            </Caption1>
          ))}
          {step.status === 'waiting' && step.dueDate !== undefined && (
            <Caption1 className={isLate(step, today) ? styles.late : styles.quiet}>
              {isLate(step, today)
                ? WORDS.overdue(formatDate(step.dueDate))
                : WORDS.due(formatDate(step.dueDate))}
            </Caption1>
          )}
        </li>
      ))}
    </ol>
  );
}

function StateOf({ step, isLate: late }: { step: RouteStep; isLate: boolean }) {
  const styles = useStyles();
  const words = step.isPreliminary ? WORDS.preliminary : late ? WORDS.late : WORDS.status[step.status];
  return (
    <Badge appearance="tint" color={late ? 'warning' : COLOURS[step.status]} className={styles.state}>
      {words}
    </Badge>
  );
}

function isLate({ status, dueDate }: RouteStep, today: string): boolean {
  return status === 'waiting' && dueDate !== undefined && dueDate < today;
}

/** The day it is in a time zone, as `2024-03-15`: the Swedish locale writes dates as ISO 8601 does. */
function localDate(now: Date, timeZone: string): string {
  return now.toLocaleDateString('sv-SE', { timeZone });
}

/** Who signed a step and when, or who has it and since when. Instants as on the rest of the page, where the reader is. */
function linesOf(step: RouteStep, submission: Submission): string[] {
  const timeZone = localTimeZone();
  const own = submission.steps?.find(({ rule }) => rule.id === step.id);
  const signed = (own?.signatures ?? []).map(({ person, at, origin }) =>
    origin === 'carried' ? WORDS.carried(person) : WORDS.signed(person, formatInstant(at, timeZone)),
  );
  const given = (own?.delegations ?? []).map(({ from, to }) => WORDS.given(from, to));
  if (step.status === 'done') return [...given, ...signed];
  const names = step.holders.slice(0, NAMED).join(', ');
  const who = step.holders.length > NAMED ? WORDS.andMore(names, step.holders.length - NAMED) : names;
  const since = step.since === null ? [] : [WORDS.since(formatInstant(step.since, timeZone))];
  const { signers } = own?.rule ?? {};
  const wanted =
    typeof signers === 'object' ? [WORDS.quorum(own?.signatures.length ?? 0, signers.quorum)] : [];
  const holds = who === '' ? [] : [step.status === 'waiting' ? WORDS.waitsFor(who) : who];
  return [...given, ...signed, ...wanted, ...holds, ...since];
}
