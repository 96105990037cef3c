import {
  Badge,
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle1,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listMails, retryMail, type OutboxMail } from '../../contract/mails.js';
import { addPasswordReset } from '../../contract/people.js';
import { AUDIT } from '../../ui/messages/audit.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { When } from '../app/When.js';
import { ResetLink } from '../people/ResetLink.js';

const WORDS = AUDIT.mail;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
  },
  state: { whiteSpace: 'nowrap' },
  action: { whiteSpace: 'nowrap' },
});

type View = 'all' | 'failed';

/** What Sitebook mails to people: what waits, what went, and what could not, with what the mail server said. */
export function MailScreen() {
  const styles = useStyles();
  const { api } = useServices();
  const [view, setView] = useState<View>('all');
  const mails = useQuery({
    queryKey: ['mails', view],
    queryFn: ({ signal }) =>
      api.call(listMails, {
        params: {},
        query: view === 'all' ? {} : { status: view },
        body: undefined,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  return (
    <main className={styles.page}>
      <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
      {mails.data?.isSetUp === false && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{WORDS.notSetUp}</MessageBarBody>
        </MessageBar>
      )}
      <TabList
        size="small"
        aria-label={WORDS.views.label}
        selectedValue={view}
        onTabSelect={(_, { value }) => setView(value === 'failed' ? 'failed' : 'all')}
      >
        <Tab value="all">{WORDS.views.all}</Tab>
        <Tab value="failed">{WORDS.views.failed}</Tab>
      </TabList>
      {mails.isPending && <LoadingState rows={6} />}
      {mails.isError && (
        <ErrorState context="loading" failure={failureOf(mails.error)} onRetry={() => void mails.refetch()} />
      )}
      {mails.data && <Mails mails={mails.data.mails} view={view} />}
    </main>
  );
}

function Mails({ mails, view }: { mails: readonly OutboxMail[]; view: View }) {
  const { api } = useServices();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: (mailId: string) => api.call(retryMail, { params: { mailId }, body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mails'] }),
  });
  const link = useMutation({
    mutationFn: ({ personId }: OutboxMail) => api.call(addPasswordReset, { params: { personId }, body: {} }),
  });
  if (mails.length === 0)
    return view === 'all' ? (
      <EmptyState title={WORDS.empty} text={WORDS.emptyText} />
    ) : (
      <EmptyState title={WORDS.noneFailed} />
    );
  const failed = retry.isError ? retry : link.isError ? link : null;
  return (
    <>
      {failed && <ErrorState context="changing" failure={failureOf(failed.error)} />}
      {link.data && <ResetLink name={link.variables.to ?? ''} link={link.data} />}
      <FigureTable
        label={WORDS.title}
        columns={columns({ onRetry: (id) => retry.mutate(id), onLink: (mail) => link.mutate(mail) })}
        rows={mails}
        keyOf={({ id }) => id}
        stacks
      />
    </>
  );
}

type Actions = { onRetry: (id: string) => void; onLink: (mail: OutboxMail) => void };

function columns(actions: Actions): FigureColumn<OutboxMail>[] {
  const titles = WORDS.columns;
  const kinds: Readonly<Record<string, string>> = WORDS.kinds;
  return [
    { title: titles.to, isFigure: false, render: ({ to }) => to ?? AUDIT.nobody },
    { title: titles.kind, isFigure: false, render: ({ kind }) => kinds[kind] ?? kind },
    {
      title: titles.queued,
      isFigure: false,
      render: ({ queuedAt }) => <When at={queuedAt} />,
    },
    { title: titles.status, isFigure: false, render: (mail) => <State mail={mail} /> },
    { title: titles.tries, isFigure: true, render: ({ tries }) => (tries === 0 ? '' : String(tries)) },
    {
      title: titles.answer,
      isFigure: false,
      render: ({ answer }) => answer && <Caption1>{answer}</Caption1>,
    },
    { title: titles.action, isFigure: false, render: (mail) => actionOf(mail, actions) },
  ];
}

function State({ mail: { status, isDaily } }: { mail: OutboxMail }) {
  const styles = useStyles();
  if (status === 'failed')
    return (
      <Badge appearance="tint" color="danger">
        {WORDS.status.failed}
      </Badge>
    );
  return (
    <span className={styles.state}>
      {status === 'waiting' && isDaily ? WORDS.daily : WORDS.status[status]}
    </span>
  );
}

/** A link to choose a password is not shown by a mail that waits or failed: a new one is made, which ends it. */
function actionOf(mail: OutboxMail, { onRetry, onLink }: Actions) {
  const { id, kind, status, to } = mail;
  if (kind === 'resetLink' && to !== null && (status === 'waiting' || status === 'failed'))
    return <Action words={WORDS.link} label={WORDS.linkFor(to)} onClick={() => onLink(mail)} />;
  if (status !== 'failed') return '';
  return <Action words={WORDS.retry} label={WORDS.retryTo(to ?? AUDIT.nobody)} onClick={() => onRetry(id)} />;
}

function Action({ words, label, onClick }: { words: string; label: string; onClick: () => void }) {
  const styles = useStyles();
  return (
    <Button size="small" className={styles.action} aria-label={label} onClick={onClick}>
      {words}
    </Button>
  );
}
