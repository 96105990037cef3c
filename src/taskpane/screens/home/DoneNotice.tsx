import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndo16Regular, CheckmarkCircle16Filled, Dismiss16Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { PANE } from '../../../ui/messages/pane.js';
import type { DoneChange, Undoable } from '../../hooks/use-undoable.js';

const WORDS = PANE.done;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto auto',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`,
  },
  isEmpty: { display: 'none' },
  done: { color: tokens.colorStatusSuccessForeground1 },
  undone: { color: tokens.colorNeutralForeground2 },
  text: { overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});

/**
 * What the pane last did to the sheet at a click, with its undo; told politely to people who listen. The button that
 * was pressed usually goes with the problem it mended: the focus, which nobody else has then, comes to the undo.
 */
export function DoneNotice({ undoable }: { undoable: Undoable }) {
  const styles = useStyles();
  const root = useRef<HTMLDivElement>(null);
  const { done, isBusy, undo, dismiss } = undoable;
  useEffect(() => {
    if (done === null || !document.hasFocus()) return;
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body)
      root.current?.querySelector<HTMLElement>('button')?.focus();
  }, [done]);
  return (
    <div ref={root} className={done === null ? styles.isEmpty : styles.root} data-testid="done">
      {done?.isUndone === true && <ArrowUndo16Regular className={styles.undone} />}
      {done?.isUndone === false && <CheckmarkCircle16Filled className={styles.done} />}
      {/* Stays where it is, so that what comes into it is announced. */}
      <div role="status" className={styles.text}>
        {done !== null && <Text size={200}>{sentence(done)}</Text>}
      </div>
      {done?.isUndone === false && !done.isNote && (
        <Button size="small" disabledFocusable={isBusy} onClick={() => void undo()}>
          {WORDS.undo}
        </Button>
      )}
      {done !== null && (
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss16Regular />}
          aria-label={WORDS.close}
          onClick={dismiss}
        />
      )}
    </div>
  );
}

function sentence({ label, isNote, isUndone, left, isAllLeft }: DoneChange): string {
  if (isNote) return label;
  if (!isUndone) return WORDS.title(label);
  const names = left.join(', ');
  if (isAllLeft) return WORDS.undoneNothing(names);
  return left.length > 0 ? WORDS.undoneInPart(label, names) : WORDS.undone(label);
}
