import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addPasswordReset, changePerson, type ManagedPerson } from '../../contract/people.js';
import { formatInstant, localTimeZone } from '../../ui/format/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { PEOPLE as WORDS } from '../../ui/messages/people.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    justifyItems: 'start',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalL,
  },
  address: { overflowWrap: 'anywhere', userSelect: 'all' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Turns somebody's sign-in off and on, and makes links by which she chooses a password. */
export function PersonSignIn({ person }: { person: ManagedPerson }) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [isCopied, setCopied] = useState(false);
  const params = { personId: person.id };
  const isOn = person.disabledAt === null;
  const turning = useMutation({
    networkMode: 'always',
    mutationFn: () => api.call(changePerson, { params, body: { isDisabled: isOn } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const linking = useMutation({
    networkMode: 'always',
    mutationFn: () => api.call(addPasswordReset, { params, body: {} }),
    onMutate: () => setCopied(false),
  });
  const address = linking.data ? `${window.location.origin}${linking.data.path}` : '';
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      // It can be selected and copied by hand.
    }
  };
  return (
    <div className={styles.root}>
      {isOn && (
        <Button disabledFocusable={linking.isPending} onClick={() => linking.mutate()}>
          {WORDS.link}
        </Button>
      )}
      {linking.data && (
        <MessageBar intent="success" layout="multiline" role="status" data-testid="reset-link">
          <MessageBarBody>
            {WORDS.linkMade(person.name, formatInstant(linking.data.expiresAt, localTimeZone()))}{' '}
            <Link href={address} className={styles.address}>
              {address}
            </Link>{' '}
            <Button size="small" onClick={() => void copy()}>
              {isCopied ? WORDS.copied : WORDS.copy}
            </Button>
          </MessageBarBody>
        </MessageBar>
      )}
      {linking.isError && <ErrorState failure={failureOf(linking.error)} context="deciding" />}
      <Button disabledFocusable={turning.isPending} onClick={() => turning.mutate()}>
        {isOn ? WORDS.turnOff : WORDS.turnOn}
      </Button>
      {isOn && (
        <Text size={200} className={styles.quiet}>
          {WORDS.turnOffText(person.name)}
        </Text>
      )}
      {turning.isError && <ErrorState failure={failureOf(turning.error)} context="deciding" />}
    </div>
  );
}
