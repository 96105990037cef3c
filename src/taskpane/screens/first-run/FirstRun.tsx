import { Button, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import {
  EditSettings24Regular,
  DataBarHorizontal24Regular,
  CloudArrowUp24Regular,
} from '@fluentui/react-icons';
import { FIRST_RUN } from '../../../ui/messages/first-run.js';

const WORDS = FIRST_RUN;
const ICONS = [EditSettings24Regular, DataBarHorizontal24Regular, CloudArrowUp24Regular];

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
  },
  title: { ...typographyStyles.title3, margin: 0, paddingRight: '34px' },
  list: { display: 'grid', rowGap: tokens.spacingVerticalL, margin: 0, padding: 0, listStyleType: 'none' },
  point: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
  },
  icon: { color: tokens.colorBrandForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  button: { justifySelf: 'start' },
});

/** Greets whoever opens the pane for the first time, in three points, and goes on with one click. */
export function FirstRun({ onStart }: { onStart: () => void }) {
  const styles = useStyles();
  return (
    <main className={styles.root} data-testid="first-run">
      <h1 className={styles.title}>{WORDS.title}</h1>
      <ul className={styles.list}>
        {WORDS.points.map(({ title, text }, at) => {
          const Icon = ICONS[at] ?? CloudArrowUp24Regular;
          return (
            <li key={title} className={styles.point}>
              <Icon className={styles.icon} aria-hidden="true" />
              <div>
                <Text block weight="semibold">
                  {title}
                </Text>
                <Text block className={styles.quiet}>
                  {text}
                </Text>
              </div>
            </li>
          );
        })}
      </ul>
      <Button appearance="primary" className={styles.button} onClick={onStart}>
        {WORDS.start}
      </Button>
    </main>
  );
}
