import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listMails, retryMail, type OutboxMail } from '../../contract/mails.js';
import { formatInstant, localTimeZone } from '../../ui/format/figures.js';
import { AUDIT } from '../../ui/messages/audit.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';

const WORDS = AUDIT.mail;

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalXL },
});

/** What Sitebook mails to people: what waits, what went, and what could not, with what the mail server said. */
export function MailScreen() {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const mails = useQuery({
    queryKey: ['mails'],
    queryFn: ({ signal }) => api.call(listMails, { params: {}, query: {}, body: undefined, signal }),
  });
  const retry = useMutation({
    mutationFn: (mailId: string) => api.call(retryMail, { params: { mailId }, body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['mails'] }),
  });
  if (mails.isPending) return <LoadingState rows={6} />;
  if (mails.data === undefined)
    return (
      <ErrorState context="loading" failure={failureOf(mails.error)} onRetry={() => void mails.refetch()} />
    );
  const { isSetUp, mails: all } = mails.data;
  return (
    <main className={styles.page}>
      <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
      {!isSetUp && <Text>{WORDS.notSetUp}</Text>}
      {retry.isError && (
        <ErrorState context="loading" failure={failureOf(retry.error)} onRetry={() => retry.reset()} />
      )}
      {all.length === 0 ? (
        <EmptyState title={WORDS.empty} text={WORDS.emptyText} />
      ) : (
        <FigureTable
          label={WORDS.title}
          columns={columns((id) => retry.mutate(id))}
          rows={all}
          keyOf={({ id }) => id}
        />
      )}
    </main>
  );
}

function columns(onRetry: (id: string) => void): FigureColumn<OutboxMail>[] {
  const titles = WORDS.columns;
  return [
    {
      title: titles.queued,
      isFigure: false,
      render: ({ queuedAt }) => formatInstant(queuedAt, localTimeZone()),
    },
    { title: titles.to, isFigure: false, render: ({ to }) => to ?? AUDIT.nobody },
    { title: titles.kind, isFigure: false, render: ({ kind }) => kind },
    {
      title: titles.status,
      isFigure: false,
      render: ({ status, isDaily }) => (status === 'waiting' && isDaily ? WORDS.daily : WORDS.status[status]),
    },
    { title: titles.tries, isFigure: true, render: ({ tries }) => String(tries) },
    { title: titles.answer, isFigure: false, render: ({ answer }) => answer ?? '' },
    {
      title: titles.retry,
      isFigure: false,
      render: ({ id, status }) =>
        status === 'failed' && (
          <Button size="small" onClick={() => onRetry(id)}>
            {WORDS.retry}
          </Button>
        ),
    },
  ];
}
