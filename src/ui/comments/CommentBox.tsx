import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { COMMENTS } from '../messages/comments.js';

const WORDS = COMMENTS;
const LONGEST = 4000;

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  bar: { display: 'flex', gap: tokens.spacingHorizontalS },
});

export type CommentBoxProps = {
  label: string;
  /** Resolves to whether it was taken; what was typed stays when it was not. */
  onSend: (text: string) => Promise<boolean>;
  onCancel: () => void;
};

/** A text box for a comment or an answer. */
export function CommentBox({ label, onSend, onCancel }: CommentBoxProps) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [isSending, setSending] = useState(false);
  const isBlank = text.trim() === '';
  const send = async () => {
    setSending(true);
    if (!(await onSend(text.trim()))) setSending(false);
  };
  return (
    <div className={styles.root}>
      <Field label={label} size="small" hint={WORDS.noPupils}>
        <Textarea
          size="small"
          rows={2}
          resize="vertical"
          maxLength={LONGEST}
          value={text}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
      <div className={styles.bar}>
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={isBlank || isSending}
          title={isBlank ? WORDS.textMissing : undefined}
          onClick={() => void send()}
        >
          {isSending ? WORDS.sending : WORDS.send}
        </Button>
        <Button size="small" onClick={onCancel}>
          {WORDS.cancel}
        </Button>
      </div>
    </div>
  );
}
