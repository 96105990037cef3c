import { Badge, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readAll } from '../../api/read-all.js';
import { endDelegation, listDelegations, type Delegation } from '../../contract/delegations.js';
import type { Person } from '../../contract/sign-in.js';
import { formatDate } from '../../words/figures.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { PEOPLE } from '../../ui/messages/people.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { AccountPart } from './AccountPart.js';
import { dateHere, rolesToHand, standingOn, type Standing } from './hand-over-draft.js';
import { HandOverForm } from './HandOverForm.js';

const WORDS = ACCOUNT.standIns;

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  start: { justifySelf: 'start' },
});

const COLOURS = { now: 'success', ahead: 'informative', over: 'subtle', ended: 'subtle' } as const;
const isOpen = (standing: Standing) => standing === 'now' || standing === 'ahead';

/** Who stands in for whom, and handing one's own work over. An administrator sees the whole district's. */
export function StandIns({ person }: { person: Person }) {
  const styles = useStyles();
  const { api } = useServices();
  const [isHanding, setHanding] = useState(false);
  const asked = useQuery({
    queryKey: ['delegations'],
    queryFn: async ({ signal }) => {
      const pages = await readAll(api, listDelegations, { params: {}, signal });
      return pages.flatMap(({ delegations }) => delegations);
    },
  });
  const roles = rolesToHand(person);
  return (
    <AccountPart title={WORDS.title} text={WORDS.text}>
      {asked.isPending && <LoadingState rows={2} />}
      {asked.isError && (
        <ErrorState failure={failureOf(asked.error)} context="loading" onRetry={() => void asked.refetch()} />
      )}
      {asked.data && <Entries delegations={asked.data} person={person} />}
      {roles.length === 0 ? (
        <Text className={styles.quiet}>{WORDS.nothing}</Text>
      ) : isHanding ? (
        <HandOverForm roles={roles} onClose={() => setHanding(false)} />
      ) : (
        <Button className={styles.start} onClick={() => setHanding(true)}>
          {WORDS.hand}
        </Button>
      )}
    </AccountPart>
  );
}

function Entries({ delegations, person }: { delegations: readonly Delegation[]; person: Person }) {
  const styles = useStyles();
  const { now } = useServices();
  const [isWhole, setWhole] = useState(false);
  const today = dateHere(now());
  const open = delegations.filter((one) => isOpen(standingOn(today, one)));
  const over = delegations.filter((one) => !isOpen(standingOn(today, one)));
  const shown = isWhole ? [...open, ...over] : open;
  const seesAll = person.roles.some(({ role }) => role === 'administrator');
  return (
    <>
      {open.length === 0 && <Text className={styles.quiet}>{seesAll ? WORDS.noneAtAll : WORDS.none}</Text>}
      {shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map((one) => (
            <Entry key={one.id} delegation={one} standing={standingOn(today, one)} personId={person.id} />
          ))}
        </ul>
      )}
      {!isWhole && over.length > 0 && (
        <Button appearance="subtle" className={styles.start} onClick={() => setWhole(true)}>
          {WORDS.earlier(over.length)}
        </Button>
      )}
    </>
  );
}

type EntryProps = { delegation: Delegation; standing: Standing; personId: string };

function Entry({ delegation, standing, personId }: EntryProps) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const { id, from, to, roles, startsOn, endsOn } = delegation;
  const ending = useMutation({
    networkMode: 'always',
    mutationFn: () => api.call(endDelegation, { params: { delegationId: id }, body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['delegations'] }),
  });
  const what =
    from.id === personId
      ? WORDS.forYou(to.name)
      : to.id === personId
        ? WORDS.youFor(from.name)
        : WORDS.others(to.name, from.name);
  const names =
    roles.length === 0 ? WORDS.everything : roles.map((role) => PEOPLE.roleNames[role]).join(', ');
  return (
    <li className={styles.item} data-testid="stand-in">
      <span className={styles.words}>
        <span className={styles.head}>
          <Text weight="semibold">{what}</Text>
          <Badge appearance="tint" color={COLOURS[standing]}>
            {WORDS.state[standing]}
          </Badge>
        </span>
        <Caption1 className={styles.quiet}>
          {startsOn === endsOn ? formatDate(startsOn) : WORDS.days(formatDate(startsOn), formatDate(endsOn))}{' '}
          · {names}
        </Caption1>
        {ending.isError && <ErrorState failure={failureOf(ending.error)} context="changing" />}
      </span>
      {isOpen(standing) && (
        <Button
          aria-label={WORDS.endOf(what)}
          disabledFocusable={ending.isPending}
          onClick={() => ending.mutate()}
        >
          {WORDS.end}
        </Button>
      )}
    </li>
  );
}
