import { Badge, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DueAndRoute, RouteStep } from '../../core/approval/due-and-route.js';
import type { Submission } from '../../core/approval/submission.js';
import { formatDate, formatInstant } from '../../ui/format/figures.js';
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
  },
  step: {
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalXXS,
    minWidth: '180px',
    maxWidth: '320px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  state: { flexShrink: 0, whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const COLOURS = { ahead: 'subtle', waiting: 'informative', done: 'success', returned: 'warning' } as const;

/** The steps of a submission's way: which are done and by whom, which wait and for whom, and till when. */
export function RouteSteps({ route, submission }: { route: DueAndRoute; submission: Submission }) {
  const styles = useStyles();
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
            <Badge appearance="tint" color={COLOURS[step.status]} className={styles.state}>
              {step.isPreliminary ? WORDS.preliminary : WORDS.status[step.status]}
            </Badge>
          </span>
          {linesOf(step, route, submission).map((line) => (
            <Caption1 key={line} className={styles.quiet}>
              {line}
            </Caption1>
          ))}
        </li>
      ))}
    </ol>
  );
}

/** Who signed a step and when, or who has it, since when and by when. */
function linesOf(step: RouteStep, { timeZone }: DueAndRoute, submission: Submission): string[] {
  const own = submission.steps?.find(({ rule }) => rule.id === step.id);
  const signed = (own?.signatures ?? []).map(({ person, at, origin }) =>
    origin === 'carried' ? WORDS.carried(person) : WORDS.signed(person, formatInstant(at, timeZone)),
  );
  const given = (own?.delegations ?? []).map(({ from, to }) => WORDS.given(from, to));
  if (step.status === 'done') return [...given, ...signed];
  const names = step.holders.slice(0, NAMED).join(', ');
  const who = step.holders.length > NAMED ? WORDS.andMore(names, step.holders.length - NAMED) : names;
  const since = step.since === null ? [] : [WORDS.since(formatInstant(step.since, timeZone))];
  const due = step.dueDate === undefined ? [] : [WORDS.due(formatDate(step.dueDate))];
  return [...given, ...signed, ...(who === '' ? [] : [who]), ...since, ...due];
}
