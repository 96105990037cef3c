import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { PANE } from '../../../ui/messages/pane.js';

const useStyles = makeStyles({
  root: {
    flexShrink: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
  },
  button: { flexShrink: 0, minWidth: '72px' },
  reason: { color: tokens.colorNeutralForeground2, minWidth: 0 },
});

export type BottomBarProps = {
  /** Save would store something, or nothing is saved yet. */
  isSaveNext: boolean;
  isSaving: boolean;
  canSave: boolean;
  /** Why submitting is not possible now; null when it is. */
  reason: string | null;
  onSave: () => void;
  onSubmit: () => void;
  /** Above the buttons: the receipt of the last save. */
  children?: ReactNode;
};

const REASON_ID = 'submit-reason';

/** Save and submit, always in sight. The accent is on the one next thing to do. */
export function BottomBar(props: BottomBarProps) {
  const { isSaveNext, isSaving, canSave, reason, onSave, onSubmit, children } = props;
  const styles = useStyles();
  return (
    <footer className={styles.root}>
      {children}
      <div className={styles.bar}>
        <Button
          className={styles.button}
          appearance={isSaveNext ? 'primary' : 'secondary'}
          disabled={!canSave}
          disabledFocusable={isSaving}
          onClick={onSave}
        >
          {isSaving ? PANE.save.saving : PANE.save.save}
        </Button>
        <Button
          className={styles.button}
          appearance={reason === null && !isSaveNext ? 'primary' : 'secondary'}
          disabledFocusable={reason !== null}
          aria-describedby={REASON_ID}
          onClick={onSubmit}
        >
          {PANE.submit.submit}
        </Button>
        <Text size={200} id={REASON_ID} className={styles.reason} data-testid="submit-reason">
          {reason ?? ''}
        </Text>
      </div>
    </footer>
  );
}
