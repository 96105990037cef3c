import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, CloudArrowUp16Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { problemKey } from '../../../core/problem.js';
import { formatInstant } from '../../../words/figures.js';
import { OFFLINE } from '../../../ui/messages/offline.js';
import { PANE } from '../../../ui/messages/pane.js';
import { describeProblem } from '../../../ui/messages/describe-problem.js';
import type { SaveOutcome } from '../../hooks/use-save.js';

const WORDS = PANE.save;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
  },
  icon: { color: tokens.colorStatusSuccessForeground1, paddingTop: '2px' },
  waiting: { color: tokens.colorNeutralForeground2, marginTop: '2px' },
  hash: { color: tokens.colorNeutralForeground3, fontFamily: tokens.fontFamilyMonospace },
  kept: { maxHeight: '120px', overflowY: 'auto', margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

export type SaveReceiptProps = { outcome: SaveOutcome; timeZone: string; onDismiss: () => void };

/** Proof of a save: revision, time, the start of its content hash, and what the server did not take. */
export function SaveReceipt({ outcome, timeZone, onDismiss }: SaveReceiptProps) {
  const styles = useStyles();
  const { receipt, isNoted } = outcome;
  const { number, savedAt, contentHash } = receipt.revision;
  return (
    <div className={styles.root} role="status" data-testid="receipt">
      <CheckmarkCircle16Filled className={styles.icon} />
      <div>
        <Text size={200} block>
          {receipt.isRepeat ? WORDS.repeat(number) : WORDS.receipt(number, formatInstant(savedAt, timeZone))}
        </Text>
        <Text size={200} block className={styles.hash} title={contentHash}>
          {WORDS.hash(contentHash.slice(0, 8))}
        </Text>
        {!isNoted && (
          <Text size={200} block weight="semibold">
            {WORDS.noteFailed}
          </Text>
        )}
        {receipt.kept.length > 0 && (
          <>
            <Text size={200} block weight="semibold">
              {WORDS.kept(receipt.kept.length)}
            </Text>
            <ul className={styles.kept} data-testid="kept">
              {receipt.kept.map((problem) => (
                <li key={problemKey(problem)}>
                  <Text size={200}>{describeProblem(problem).sentence}</Text>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Button
        appearance="subtle"
        size="small"
        icon={<Dismiss16Regular />}
        aria-label={WORDS.close}
        onClick={onDismiss}
      />
    </div>
  );
}

/** A save that waits for the server: it is safe, and where. */
export function QueuedReceipt() {
  const styles = useStyles();
  return (
    <div className={styles.root} role="status" data-testid="queued">
      <CloudArrowUp16Regular className={styles.waiting} />
      <Text size={200}>{OFFLINE.queuedSave}</Text>
    </div>
  );
}
