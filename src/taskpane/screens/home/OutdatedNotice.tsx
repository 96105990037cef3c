import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { CONFLICT } from '../../../ui/messages/conflict.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { useDownload, type Download } from '../../hooks/use-download.js';

const WORDS = CONFLICT.notice;

const useStyles = makeStyles({
  text: { display: 'block' },
  // Below one another rather than each in two lines.
  actions: { flexWrap: 'wrap', rowGap: tokens.spacingVerticalS },
  button: { whiteSpace: 'nowrap' },
});

export type OutdatedNoticeProps = {
  title: string;
  /** A save was refused for it; otherwise it was noticed before anybody saved. */
  wasRefused: boolean;
  download: Download;
  /** Opens the screen that brings the newer revision in. */
  onMerge?: (() => void) | undefined;
  onDismiss: () => void;
};

/** Somebody saved after this sheet was opened: who and when, that nothing is lost, and the ways on. */
export function OutdatedNotice({ title, wasRefused, download, onMerge, onDismiss }: OutdatedNoticeProps) {
  const styles = useStyles();
  const downloading = useDownload();
  return (
    <>
      <MessageBar intent="warning" layout="multiline" shape="square" role="alert" data-testid="outdated">
        <MessageBarBody>
          <MessageBarTitle>{title}</MessageBarTitle>
          <span className={styles.text}>{wasRefused ? WORDS.text : WORDS.textEarly}</span>
          <span className={styles.text}>{WORDS.whatToDo}</span>
        </MessageBarBody>
        <MessageBarActions className={styles.actions}>
          {onMerge !== undefined && (
            <Button className={styles.button} size="small" appearance="primary" onClick={onMerge}>
              {WORDS.merge}
            </Button>
          )}
          <Button
            className={styles.button}
            size="small"
            disabled={downloading.isPending}
            onClick={() => downloading.mutate(download)}
          >
            {WORDS.download}
          </Button>
          <Button className={styles.button} size="small" onClick={onDismiss}>
            {WORDS.keep}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {downloading.isError && <ErrorState failure={failureOf(downloading.error)} context="loading" />}
    </>
  );
}
