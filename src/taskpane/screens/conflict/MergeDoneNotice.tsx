import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { CONFLICT } from '../../../ui/messages/conflict.js';
import type { MergeDone } from './ConflictScreen.js';

const WORDS = CONFLICT;

const useStyles = makeStyles({ text: { display: 'block' } });

/** Says that a newer revision is in the sheet now, and what is left to do. */
export function MergeDoneNotice({ done, onDismiss }: { done: MergeDone; onDismiss: () => void }) {
  const styles = useStyles();
  return (
    <MessageBar intent="success" layout="multiline" shape="square" role="status" data-testid="merge-done">
      <MessageBarBody>
        <MessageBarTitle>{WORDS.done(done.revision)}</MessageBarTitle>
        <span className={styles.text}>{WORDS.doneText(done.stays)}</span>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onDismiss}>
          {WORDS.close}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
