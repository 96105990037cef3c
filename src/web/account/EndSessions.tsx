import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { endSessions } from '../../contract/sign-in.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { AccountPart } from './AccountPart.js';

const WORDS = ACCOUNT.everywhere;

const useStyles = makeStyles({
  start: { justifySelf: 'start' },
  sure: { display: 'grid', rowGap: tokens.spacingVerticalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Ends every sign-in of the person, in a second step, since this one ends with them. */
export function EndSessions() {
  const styles = useStyles();
  const { api, session } = useServices();
  const [isAsked, setAsked] = useState(false);
  const ending = useMutation({
    networkMode: 'always',
    mutationFn: () => api.call(endSessions, { params: {}, body: {} }),
    onSuccess: () => session.set(null, WORDS.done),
  });
  return (
    <AccountPart title={WORDS.title} text={WORDS.text}>
      {isAsked ? (
        <div className={styles.sure}>
          <Text role="status">{WORDS.sure}</Text>
          {ending.isError && <ErrorState failure={failureOf(ending.error)} context="changing" />}
          <div className={styles.buttons}>
            <Button appearance="primary" disabledFocusable={ending.isPending} onClick={() => ending.mutate()}>
              {ending.isPending ? WORDS.ending : WORDS.now}
            </Button>
            <Button onClick={() => setAsked(false)}>{WORDS.cancel}</Button>
          </div>
        </div>
      ) : (
        <Button className={styles.start} onClick={() => setAsked(true)}>
          {WORDS.ask}
        </Button>
      )}
    </AccountPart>
  );
}
