import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { QueueState, RefusedEntry } from '../../../api/queue-state.js';
import type { SaveQueue } from '../../../api/save-queue.js';
import { formatInstant } from '../../../words/figures.js';
import { describeFailure } from '../../../ui/messages/describe-failure.js';
import { OFFLINE } from '../../../ui/messages/offline.js';
import { useQueue } from '../../hooks/use-queue.js';

const WORDS = OFFLINE;

const useStyles = makeStyles({ text: { display: 'block' } });

export type OfflineNoticeProps = {
  queue: SaveQueue;
  timeZone: string;
  /** Loads the page again; a pane of the server's version then sends what waits. */
  onReload: () => void;
  /** Refusals that another screen shows, such as the one of a workbook that is behind. */
  isShownElsewhere?: (entry: RefusedEntry) => boolean;
};

/** What waits for the server, since when, and what was refused meanwhile. Nothing while nothing waits. */
export function OfflineNotice({
  queue,
  timeZone,
  onReload,
  isShownElsewhere = () => false,
}: OfflineNoticeProps) {
  const styles = useStyles();
  const state = useQueue(queue);
  const refused = state.refused.filter((entry) => !isShownElsewhere(entry));
  return (
    <>
      {state.count > state.refused.length && (
        <Waiting state={state} queue={queue} timeZone={timeZone} onReload={onReload} />
      )}
      {refused.map((entry) => (
        <Refused key={entry.id} entry={entry} onDiscard={() => void queue.discard(entry.id)} />
      ))}
      {state.unreadable > 0 && (
        <MessageBar intent="warning" layout="multiline" shape="square" data-testid="queue-unreadable">
          <MessageBarBody>
            <MessageBarTitle>{WORDS.unreadable(state.unreadable)}</MessageBarTitle>
            <span className={styles.text}>{WORDS.unreadableText}</span>
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={onReload}>
              {WORDS.reload}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </>
  );
}

type WaitingProps = Omit<OfflineNoticeProps, 'isShownElsewhere'> & { state: QueueState };

function Waiting({ state, queue, timeZone, onReload }: WaitingProps) {
  const styles = useStyles();
  const [isTrying, setTrying] = useState(false);
  const tryNow = async () => {
    setTrying(true);
    await queue.wake();
    setTrying(false);
  };
  const isOld = state.waitsFor === 'reload';
  const since = state.since === null ? '' : formatInstant(state.since, timeZone);
  const title = state.phase === 'sending' ? WORDS.sending : WORDS.notConnected;
  return (
    <MessageBar
      intent={isOld ? 'warning' : 'info'}
      layout="multiline"
      shape="square"
      politeness="polite"
      data-testid="offline"
    >
      <MessageBarBody>
        <MessageBarTitle>{isOld ? WORDS.reloadTitle : title}</MessageBarTitle>
        <span className={styles.text}>
          {isOld ? WORDS.reloadText(state.count) : `${WORDS.waits(state.count, since)} ${WORDS.goOn}`}
        </span>
        {!state.isLasting && <span className={styles.text}>{WORDS.notLasting}</span>}
      </MessageBarBody>
      <MessageBarActions>
        {isOld ? (
          <Button size="small" onClick={onReload}>
            {WORDS.reload}
          </Button>
        ) : (
          <Button size="small" disabledFocusable={isTrying} onClick={() => void tryNow()}>
            {isTrying ? WORDS.trying : WORDS.tryNow}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}

function Refused({ entry, onDiscard }: { entry: RefusedEntry; onDiscard: () => void }) {
  const styles = useStyles();
  const context = entry.kind === 'save' ? 'saving' : 'submitting';
  const { title, whatToDo } = describeFailure(entry.failure, context);
  return (
    <MessageBar intent="error" layout="multiline" shape="square" data-testid="queue-refused">
      <MessageBarBody>
        <MessageBarTitle>{WORDS.refusedTitle[entry.kind](entry.siteCode)}</MessageBarTitle>
        <span className={styles.text}>{title}</span>
        <span className={styles.text}>{whatToDo}</span>
        <span className={styles.text}>{WORDS.refusedText}</span>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onDiscard}>
          {WORDS.discard}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
