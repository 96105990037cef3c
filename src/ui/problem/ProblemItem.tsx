import { Button, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Regular,
  ErrorCircle16Filled,
  Info16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import { memo, useId, useState, type ReactNode } from 'react';
import { isUnexplained, type Problem, type Severity } from '../../core/problem.js';
import { describeProblem } from '../messages/describe-problem.js';
import { SHARED } from '../messages/shared.js';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderLeft: `3px solid transparent`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // A transparent border is painted where the system picks the colours.
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
  },
  isSelected: {
    borderLeftColor: tokens.colorBrandStroke1,
    // Links are read on it in the dark theme as well, which is too pale where things are merely selected.
    backgroundColor: tokens.colorNeutralBackground3,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  icon: { paddingTop: '2px' },
  body: {
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalXXS,
    overflowWrap: 'anywhere',
  },
  whatToDo: { color: tokens.colorNeutralForeground2 },
  cell: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  toggle: { minHeight: '24px' },
  why: {
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    paddingLeft: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
  },
  fatal: { color: tokens.colorStatusDangerForeground3 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  info: { color: tokens.colorNeutralForeground3 },
});

const ICONS: Record<Severity, typeof Info16Regular> = {
  fatal: ErrorCircle16Filled,
  warning: Warning16Filled,
  info: Info16Regular,
};

export type ProblemItemProps = {
  problem: Problem;
  /** The address of the cell, such as `F18`, as the text of the link to it. */
  cell?: string | null;
  ruleTitle?: string | null;
  /** What the rule says, with its source. */
  citation?: string | null;
  askWhom?: string | null;
  /** One-click repair: what the button says. */
  repair?: string | null;
  isSelected?: boolean;
  isBusy?: boolean;
  onSelect?: ((problem: Problem) => void) | undefined;
  onRepair?: ((problem: Problem) => void) | undefined;
  /** What else can be done about it, beside “Why?”. */
  more?: ReactNode;
  /** What that opens, below. */
  children?: ReactNode;
};

/** One finding: a sentence, its cell, what to do, at most one repair, and the rule behind it in place. A list item. */
export const ProblemItem = memo(function ProblemItem(props: ProblemItemProps) {
  const { problem, cell, ruleTitle, citation, askWhom, repair, isSelected, isBusy, onSelect, onRepair } =
    props;
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const whyId = useId();
  const { sentence, whatToDo } = describeProblem(problem);
  const isExplained = problem.severity === 'warning' && !isUnexplained(problem);
  const Icon = isExplained ? CheckmarkCircle16Regular : ICONS[problem.severity];
  const rule = [ruleTitle ?? '', citation ?? ''].filter((text) => text !== '').join(' · ');
  const hasWhy = rule !== '' || (askWhom ?? '') !== '';
  return (
    <li
      className={mergeClasses(styles.root, isSelected === true && styles.isSelected)}
      aria-current={isSelected === true ? 'true' : undefined}
      data-testid="problem"
      data-code={problem.code}
    >
      <Icon
        className={mergeClasses(styles.icon, isExplained ? styles.info : styles[problem.severity])}
        aria-label={isExplained ? SHARED.explained : SHARED.severity[problem.severity]}
      />
      <div className={styles.body}>
        <Text>
          {sentence}{' '}
          {cell != null && onSelect !== undefined && (
            <Link as="button" inline className={styles.cell} onClick={() => onSelect(problem)}>
              {cell}
            </Link>
          )}
          {cell != null && onSelect === undefined && <span className={styles.cell}>{cell}</span>}
        </Text>
        {isExplained && (
          <Text size={200} data-testid="explanation">
            {SHARED.explanation(problem.explanation ?? '')}
          </Text>
        )}
        {whatToDo !== '' && !isExplained && (
          <Text size={200} className={styles.whatToDo}>
            {whatToDo}
          </Text>
        )}
        {(repair != null || hasWhy || props.more !== undefined) && (
          <div className={styles.actions}>
            {repair != null && (
              <Button size="small" disabled={isBusy === true} onClick={() => onRepair?.(problem)}>
                {repair}
              </Button>
            )}
            {hasWhy && (
              <Link
                as="button"
                className={styles.toggle}
                aria-expanded={isOpen}
                aria-controls={whyId}
                onClick={() => setOpen((open) => !open)}
              >
                {SHARED.why}
              </Link>
            )}
            {props.more}
          </div>
        )}
        {props.children}
        {isOpen && (
          <Text size={200} id={whyId} className={styles.why}>
            {rule !== '' && (
              <>
                {SHARED.ruleSays} {rule}{' '}
              </>
            )}
            {(askWhom ?? '') !== '' && SHARED.ask(askWhom ?? '')}
          </Text>
        )}
      </div>
    </li>
  );
});
