import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalL}`,
  },
  text: { color: tokens.colorNeutralForeground2 },
});

export type EmptyStateProps = {
  title: string;
  /** What it means and how to go on. */
  text?: string;
  children?: ReactNode;
};

/** A screen or list that has nothing to show: says so, and how to go on. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root} data-testid="empty-state">
      <Subtitle2 as="h2" block>
        {title}
      </Subtitle2>
      {text !== undefined && (
        <Text block className={styles.text}>
          {text}
        </Text>
      )}
      {children}
    </div>
  );
}
