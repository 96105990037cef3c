import { Badge, Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listPeople, type ListedPerson } from '../../contract/people.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { PEOPLE as WORDS } from '../../ui/messages/people.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { grantText } from './grant-text.js';
import { PersonForm } from './PersonForm.js';

const PAGE = 100;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    padding: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
  list: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'center' },
  start: { justifySelf: 'start' },
});

/** Who is in the district: the administrator adds people, gives them roles and turns sign-ins off. */
export function PeopleScreen() {
  const styles = useStyles();
  const { api } = useServices();
  const [open, setOpen] = useState<string | null>(null);
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
  return (
    <main className={styles.page}>
      <div className={styles.list}>
        <div className={styles.head}>
          <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
          <Button appearance="primary" onClick={() => setOpen('new')}>
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
            columns={columnsOf(setOpen)}
            rows={people}
            keyOf={({ id }) => id}
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
      {open === 'new' && <PersonForm person={null} onClose={() => setOpen(null)} />}
      {person !== null && <PersonForm key={person.id} person={person} onClose={() => setOpen(null)} />}
    </main>
  );
}

function columnsOf(onOpen: (id: string) => void): FigureColumn<ListedPerson>[] {
  return [
    { title: WORDS.columns.name, isFigure: false, render: ({ name }) => name },
    { title: WORDS.columns.email, isFigure: false, render: ({ email }) => email },
    {
      title: WORDS.columns.roles,
      isFigure: false,
      render: ({ roles }) => roles.map(grantText).join(', ') || WORDS.noRoles,
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

function State({ person: { disabledAt, hasPassword, mustChangePassword } }: { person: ListedPerson }) {
  if (disabledAt !== null)
    return (
      <Badge appearance="tint" color="danger">
        {WORDS.state.off}
      </Badge>
    );
  if (!hasPassword) return <>{WORDS.state.noPassword}</>;
  return <>{mustChangePassword ? WORDS.state.mustChange : WORDS.state.on}</>;
}
