import { Button, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { SUBMIT } from '../../../ui/messages/submit.js';

const WORDS = SUBMIT.explain;
/** As long as a justification may be. */
const LONGEST = 2000;

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'stretch', width: '100%' },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  note: { color: tokens.colorNeutralForeground2, minWidth: 0 },
  written: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
});

export type ExplainBoxProps = {
  /** What stands there already; the empty text when nothing does. */
  written: string;
  /** The cell that the text goes into; null where it goes along with the next save. */
  cell: string | null;
  /** Resolves to whether it was taken. */
  onExplain: (text: string) => Promise<boolean>;
};

/** A text box in which somebody writes why a warning is right, right where the warning stands. */
export function ExplainBox({ written, cell, onExplain }: ExplainBoxProps) {
  const styles = useStyles();
  const [text, setText] = useState(written);
  const [state, setState] = useState<'idle' | 'writing' | 'failed'>('idle');
  const [isOpen, setOpen] = useState(written === '');
  const write = async () => {
    setState('writing');
    const isTaken = await onExplain(text.trim());
    setState(isTaken ? 'idle' : 'failed');
    if (isTaken) setOpen(false);
  };
  if (!isOpen) {
    return (
      <div className={styles.bar}>
        <Text size={200} className={styles.written}>
          {WORDS.written(text.trim())}
        </Text>
        <Button size="small" appearance="subtle" onClick={() => setOpen(true)}>
          {WORDS.change}
        </Button>
      </div>
    );
  }
  const isBlank = text.trim() === '';
  return (
    <div className={styles.root}>
      <Field
        label={WORDS.label}
        hint={WORDS.noPupils}
        size="small"
        {...(state === 'failed'
          ? { validationState: 'error' as const, validationMessage: WORDS.failed }
          : {})}
      >
        <Textarea
          size="small"
          resize="vertical"
          rows={2}
          maxLength={LONGEST}
          value={text}
          placeholder={WORDS.placeholder}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
      <div className={styles.bar}>
        <Button
          size="small"
          disabledFocusable={isBlank || state === 'writing'}
          title={isBlank ? WORDS.missing : undefined}
          onClick={() => void write()}
        >
          {state === 'writing' ? WORDS.writing : WORDS.write}
        </Button>
        <Text size={200} className={styles.note}>
          {cell === null ? WORDS.toContent : WORDS.toSheet(cell)}
        </Text>
      </div>
    </div>
  );
}
