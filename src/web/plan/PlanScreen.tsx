import { makeStyles, tokens } from '@fluentui/react-components';
import { CodesPart } from './CodesPart.js';
import { RulesPart } from './RulesPart.js';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXXL,
    padding: tokens.spacingHorizontalL,
    maxWidth: '1040px',
  },
});

/** What the whole district's year is checked by, and how the budget manager changes it in the season. */
export function PlanScreen() {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <RulesPart />
      <CodesPart />
    </main>
  );
}
