import {
  Button,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircle16Regular, ErrorCircle16Filled, Warning16Filled } from '@fluentui/react-icons';
import { HEALTH } from '../../../ui/messages/health.js';
import type { HealthLevel, HealthPoint } from './health.js';

const WORDS = HEALTH;

const ICONS: Record<HealthLevel, typeof CheckmarkCircle16Regular> = {
  good: CheckmarkCircle16Regular,
  look: Warning16Filled,
  wrong: ErrorCircle16Filled,
};

const useStyles = makeStyles({
  surface: { maxWidth: '280px' },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    marginTop: tokens.spacingVerticalS,
    padding: 0,
    listStyleType: 'none',
  },
  point: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  icon: { marginTop: '2px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  look: { color: tokens.colorStatusWarningForeground3 },
  wrong: { color: tokens.colorStatusDangerForeground3 },
});

/** How the workbook is, as one sign in the header, and point by point behind it. */
export function HealthBadge({ points }: { points: readonly HealthPoint[] }) {
  const styles = useStyles();
  const level = worstOf(points);
  const Icon = ICONS[level];
  const count = points.filter((point) => point.level !== 'good').length;
  return (
    <Popover trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<Icon className={styles[level]} />}
          aria-label={count === 0 ? WORDS.good : WORDS.look(count)}
          data-testid="health"
          data-level={level}
        />
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={WORDS.title}>
        <Subtitle2 as="h2">{WORDS.title}</Subtitle2>
        <ul className={styles.list}>
          {points.map((point) => (
            <HealthRow key={point.about} {...point} />
          ))}
        </ul>
      </PopoverSurface>
    </Popover>
  );
}

function HealthRow({ about, level, text }: HealthPoint) {
  const styles = useStyles();
  const Icon = ICONS[level];
  return (
    <li className={styles.point} data-testid={`health-${about}`} data-level={level}>
      <Icon className={mergeClasses(styles.icon, styles[level])} aria-label={WORDS.level[level]} />
      <Text size={200}>{text}</Text>
    </li>
  );
}

function worstOf(points: readonly HealthPoint[]): HealthLevel {
  const has = (level: HealthLevel) => points.some((point) => point.level === level);
  return has('wrong') ? 'wrong' : has('look') ? 'look' : 'good';
}
