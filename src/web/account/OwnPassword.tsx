import { Button, Link, makeStyles, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { ACCOUNT } from '../../ui/messages/account.js';
import { AccountPart } from './AccountPart.js';
import { ChangePasswordForm } from './ChangePasswordForm.js';

const WORDS = ACCOUNT.password;

const useStyles = makeStyles({ start: { justifySelf: 'start' } });

/** Changes one's own password, once somebody wants to. */
export function OwnPassword() {
  const styles = useStyles();
  const [state, setState] = useState<'closed' | 'open' | 'saved'>('closed');
  return (
    <AccountPart title={WORDS.title} text={WORDS.text}>
      {state === 'saved' && <Text role="status">{WORDS.saved}</Text>}
      {state === 'open' ? (
        <>
          <ChangePasswordForm onSaved={() => setState('saved')} />
          <Link as="button" className={styles.start} onClick={() => setState('closed')}>
            {WORDS.cancel}
          </Link>
        </>
      ) : (
        <Button className={styles.start} onClick={() => setState('open')}>
          {WORDS.open}
        </Button>
      )}
    </AccountPart>
  );
}
