import { Button, Link, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReplyOf } from '../../contract/endpoint.js';
import type { addPasswordReset } from '../../contract/people.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { PEOPLE as WORDS } from '../../ui/messages/people.js';

const useStyles = makeStyles({
  body: { display: 'grid', justifyItems: 'start', rowGap: tokens.spacingVerticalS },
  address: { overflowWrap: 'anywhere', userSelect: 'all' },
});

export type ResetLinkProps = { name: string; link: ReplyOf<typeof addPasswordReset> };

/** A link by which somebody chooses a password, for the administrator to hand over. */
export function ResetLink({ name, link }: ResetLinkProps) {
  const styles = useStyles();
  // Of which address: another link has not been copied.
  const [copied, setCopied] = useState<string | null>(null);
  const address = `${window.location.origin}${link.path}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(address);
    } catch {
      // It can be selected and copied by hand.
    }
  };
  return (
    <MessageBar intent="success" layout="multiline" role="status" data-testid="reset-link">
      <MessageBarBody className={styles.body}>
        <span>{WORDS.linkMade(name, formatInstant(link.expiresAt, localTimeZone()))}</span>
        <Link href={address} className={styles.address}>
          {address}
        </Link>
        <Button onClick={() => void copy()}>{copied === address ? WORDS.copied : WORDS.copy}</Button>
      </MessageBarBody>
    </MessageBar>
  );
}
