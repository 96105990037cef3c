import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
  type MessageBarProps,
} from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular } from '@fluentui/react-icons';
import { useId, useState, type ReactNode } from 'react';

const useStyles = makeStyles({
  text: { display: 'block' },
  // Its word lines up with the text above.
  fold: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})` },
  details: { marginTop: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
});

export type NoticeAction = {
  label: string;
  /** Other actions wait until it is done. */
  run: () => unknown;
  isPrimary?: boolean;
};

export type GuardNoticeProps = {
  /** Names it for tests: `banner-<id>`. */
  id: string;
  intent: NonNullable<MessageBarProps['intent']>;
  title: string;
  text: string;
  actions?: readonly NoticeAction[];
  /** What is folded away until it is asked for, and what the fold says. */
  fold?: { label: string; content: () => ReactNode };
};

/** A notice about the sheet: what happened, what it means, the way out, and the particulars where there are any. */
export function GuardNotice({ id, intent, title, text, actions = [], fold }: GuardNoticeProps) {
  const styles = useStyles();
  const detailsId = useId();
  const [isBusy, setBusy] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const act = async (run: () => unknown) => {
    setBusy(true);
    try {
      await run();
    } finally {
      setBusy(false);
    }
  };
  return (
    <MessageBar intent={intent} layout="multiline" shape="square" data-testid={`banner-${id}`}>
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        <span className={styles.text}>{text}</span>
        {fold !== undefined && (
          <>
            <Button
              className={styles.fold}
              appearance="transparent"
              size="small"
              iconPosition="after"
              icon={isOpen ? <ChevronUp16Regular /> : <ChevronDown16Regular />}
              aria-expanded={isOpen}
              aria-controls={detailsId}
              onClick={() => setOpen(!isOpen)}
            >
              {fold.label}
            </Button>
            <div id={detailsId} hidden={!isOpen} className={styles.details}>
              {isOpen && fold.content()}
            </div>
          </>
        )}
      </MessageBarBody>
      {actions.length > 0 && (
        <MessageBarActions>
          {actions.map(({ label, run, isPrimary }) => (
            <Button
              key={label}
              size="small"
              appearance={isPrimary === true ? 'primary' : 'secondary'}
              disabled={isBusy}
              onClick={() => void act(run)}
            >
              {label}
            </Button>
          ))}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
