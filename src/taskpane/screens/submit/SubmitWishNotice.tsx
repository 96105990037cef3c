import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { formatInstant } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';
import { SUBMIT } from '../../../ui/messages/submit.js';
import type { SubmitWish } from '../../hooks/use-submit-wish.js';
import { SubmitReceipt } from './SubmitReceipt.js';

const WORDS = SUBMIT.wish;

const useStyles = makeStyles({
  text: { display: 'block' },
  receipt: { paddingTop: tokens.spacingVerticalS },
});

export type SubmitWishNoticeProps = { wish: SubmitWish; siteName: string; timeZone: string };

/** What somebody asked to submit later, which can be taken back until it arrives; then its receipt. */
export function SubmitWishNotice({ wish, siteName, timeZone }: SubmitWishNoticeProps) {
  const styles = useStyles();
  const { waiting, cancel, arrived, dismiss } = wish;
  if (waiting !== null) {
    const { isStopped, claimedAt } = waiting;
    return (
      <MessageBar
        intent={isStopped ? 'warning' : 'info'}
        layout="multiline"
        shape="square"
        politeness="polite"
        data-testid="submit-wish"
      >
        <MessageBarBody>
          <MessageBarTitle>{isStopped ? WORDS.stopped : WORDS.waits}</MessageBarTitle>
          <span className={styles.text}>
            {isStopped ? WORDS.stoppedText : WORDS.waitsText(formatInstant(claimedAt, timeZone))}
          </span>
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={cancel}>
            {isStopped ? WORDS.forget : WORDS.cancel}
          </Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  if (arrived === null) return null;
  return (
    <MessageBar intent="success" layout="multiline" shape="square" data-testid="wish-arrived">
      <MessageBarBody>
        <MessageBarTitle>{PANE.submit.done(siteName)}</MessageBarTitle>
        <div className={styles.receipt}>
          <SubmitReceipt submission={arrived} timeZone={timeZone} />
        </div>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={dismiss}>
          {WORDS.close}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
