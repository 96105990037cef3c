import { Badge, Button, makeStyles, mergeClasses, Subtitle1, tokens } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { getGrantChoices, listPeople, type ListedPerson } from '../../contract/people.js';
import type { Grant } from '../../core/district/role.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { PEOPLE as WORDS } from '../../ui/messages/people.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { CODES_ALONE, grantText, type TitleOf } from './grant-text.js';
import { PersonForm } from './PersonForm.js';

const PAGE = 100;

const NARROW = '@media (max-width: 800px)';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    padding: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
  withForm: {
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 440px)',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  // Where there is no room beside it, the form stands instead of the list.
  behind: { [NARROW]: { display: 'none' } },
  list: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'center' },
  start: { justifySelf: 'start' },
  roles: { margin: 0, padding: 0, listStyleType: 'none' },
  state: { whiteSpace: 'nowrap' },
});

/** Who is in the district: the administrator adds people, gives them roles and turns sign-ins off. */
export function PeopleScreen() {
  const styles = useStyles();
  const { api } = useServices();
  const [open, setOpen] = useState<string | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const titleOf = useTitles();
  const found = useInfiniteQuery({
    queryKey: ['people'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.call(listPeople, {
        params: {},
        query: { limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) },
        body: undefined,
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
  const people = found.data?.pages.flatMap((page) => page.people) ?? [];
  const person = people.find(({ id }) => id === open) ?? null;
  const show = (id: string) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOpen(id);
  };
  const close = () => {
    setOpen(null);
    // To where she was, once the list is there again.
    requestAnimationFrame(() => opener.current?.focus());
  };
  const isOpen = open === 'new' || person !== null;
  return (
    <main className={mergeClasses(styles.page, isOpen && styles.withForm)}>
      <div className={mergeClasses(styles.list, isOpen && styles.behind)}>
        <div className={styles.head}>
          <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
          <Button appearance="primary" onClick={() => show('new')}>
            {WORDS.add}
          </Button>
        </div>
        {found.isPending && <LoadingState />}
        {found.isError && (
          <ErrorState
            failure={failureOf(found.error)}
            context="loading"
            onRetry={() => void found.refetch()}
          />
        )}
        {found.isSuccess && people.length === 0 && <EmptyState title={WORDS.empty} text={WORDS.emptyText} />}
        {people.length > 0 && (
          <FigureTable
            label={WORDS.title}
            columns={columnsOf(show, titleOf)}
            rows={people}
            keyOf={({ id }) => id}
            stacks
          />
        )}
        {found.hasNextPage && (
          <Button
            className={styles.start}
            disabledFocusable={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {found.isFetchingNextPage ? WORDS.loadingMore : WORDS.more}
          </Button>
        )}
      </div>
      {open === 'new' && <PersonForm person={null} onClose={close} />}
      {person !== null && <PersonForm key={person.id} person={person} onClose={close} />}
    </main>
  );
}

/** Names of what grants are limited to; the codes themselves until they are known. */
function useTitles(): TitleOf {
  const { api } = useServices();
  const { data } = useQuery({
    queryKey: ['grant-choices'],
    queryFn: ({ signal }) => api.call(getGrantChoices, { params: {}, body: undefined, signal }),
  });
  return useMemo(() => {
    if (!data) return CODES_ALONE;
    const all = [...data.sites, ...data.offices, ...data.fundingSources];
    const titles = new Map(all.map(({ code, title }) => [code, title]));
    return (code) => titles.get(code) ?? code;
  }, [data]);
}

function columnsOf(onOpen: (id: string) => void, titleOf: TitleOf): FigureColumn<ListedPerson>[] {
  return [
    { title: WORDS.columns.name, isFigure: false, render: ({ name }) => name },
    { title: WORDS.columns.email, isFigure: false, render: ({ email }) => email },
    {
      title: WORDS.columns.roles,
      isFigure: false,
      render: ({ roles }) => <Roles roles={roles} titleOf={titleOf} />,
    },
    { title: WORDS.columns.state, isFigure: false, render: (person) => <State person={person} /> },
    {
      title: WORDS.columns.actions,
      isFigure: false,
      render: ({ id, name }) => (
        <Button size="small" aria-label={WORDS.changeOf(name)} onClick={() => onOpen(id)}>
          {WORDS.change}
        </Button>
      ),
    },
  ];
}

function Roles({ roles, titleOf }: { roles: readonly Grant[]; titleOf: TitleOf }) {
  const styles = useStyles();
  if (roles.length === 0) return <>{WORDS.noRoles}</>;
  return (
    <ul className={styles.roles}>
      {roles.map((grant, at) => (
        <li key={at}>{grantText(grant, titleOf)}</li>
      ))}
    </ul>
  );
}

function State({ person: { disabledAt, hasPassword, mustChangePassword } }: { person: ListedPerson }) {
  const styles = useStyles();
  if (disabledAt !== null)
    return (
      <Badge appearance="tint" color="danger">
        {WORDS.state.off}
      </Badge>
    );
  const words = !hasPassword
    ? WORDS.state.noPassword
    : mustChangePassword
      ? WORDS.state.mustChange
      : WORDS.state.on;
  return <span className={styles.state}>{words}</span>;
}
