import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { addPasswordReset, changePerson, type ManagedPerson } from '../../contract/people.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { PEOPLE as WORDS } from '../../ui/messages/people.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { ResetLink } from './ResetLink.js';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    justifyItems: 'start',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalL,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Turns somebody's sign-in off and on, and makes links by which she chooses a password. */
export function PersonSignIn({ person }: { person: ManagedPerson }) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
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
  });
  return (
    <div className={styles.root}>
      {isOn && (
        <Button disabledFocusable={linking.isPending} onClick={() => linking.mutate()}>
          {WORDS.link}
        </Button>
      )}
      {linking.data && <ResetLink name={person.name} link={linking.data} />}
      {linking.isError && <ErrorState failure={failureOf(linking.error)} context="changing" />}
      <Button disabledFocusable={turning.isPending} onClick={() => turning.mutate()}>
        {isOn ? WORDS.turnOff : WORDS.turnOn}
      </Button>
      {isOn && (
        <Text size={200} className={styles.quiet}>
          {WORDS.turnOffText(person.name)}
        </Text>
      )}
      {turning.isError && <ErrorState failure={failureOf(turning.error)} context="changing" />}
    </div>
  );
}
