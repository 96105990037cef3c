import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { listSignInWays } from '../../contract/sign-in-ways.js';
import { ACCOUNT } from '../messages/account.js';
import { useServices } from '../services/services.js';

const useStyles = makeStyles({ root: { display: 'grid', rowGap: tokens.spacingVerticalS } });

export type SignInWaysProps = {
  /** Short name of the district, as it was typed. */
  district: string;
  /** Leaves the page for a provider's. */
  onLeave: (path: string) => void;
};

/** The accounts with which people of a district may sign in; nothing where there are none, or nobody can tell. */
export function SignInWays({ district, onLeave }: SignInWaysProps) {
  const styles = useStyles();
  const { api } = useServices();
  const name = district.trim().toLowerCase();
  const asked = useQuery({
    queryKey: ['sign-in-ways', name],
    queryFn: ({ signal }) =>
      api.call(listSignInWays, { params: { district: name }, body: undefined, signal }),
    enabled: name !== '',
    staleTime: 60_000,
  });
  const ways = asked.data?.ways ?? [];
  if (ways.length === 0) return null;
  return (
    <div className={styles.root}>
      {ways.map(({ title, path }) => (
        <Button key={path} onClick={() => onLeave(path)}>
          {ACCOUNT.elsewhere.signIn(title)}
        </Button>
      ))}
    </div>
  );
}
