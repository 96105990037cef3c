import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular } from '@fluentui/react-icons';
import { useId, useState, type ReactNode } from 'react';
import { SHARED } from '../messages/shared.js';

const useStyles = makeStyles({
  fold: { margin: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
});

export type OfficeFoldProps = { count: number; children: () => ReactNode };

/** What only the office can judge, folded under one line: it is no work for the person who reads. */
export function OfficeFold({ count, children }: OfficeFoldProps) {
  const styles = useStyles();
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  if (count === 0) return null;
  return (
    <>
      <Button
        appearance="subtle"
        size="small"
        className={styles.fold}
        iconPosition="after"
        icon={isOpen ? <ChevronUp16Regular /> : <ChevronDown16Regular />}
        aria-expanded={isOpen}
        aria-controls={listId}
        data-testid="at-office"
        onClick={() => setOpen(!isOpen)}
      >
        {SHARED.atOffice(count)}
      </Button>
      <ul className={styles.list} id={listId} hidden={!isOpen}>
        {isOpen && children()}
      </ul>
    </>
  );
}
