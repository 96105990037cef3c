import {
  Badge,
  Body1Strong,
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { listSubmissions, type QueueItem } from '../../contract/submissions.js';
import { Money } from '../../ui/figures/Money.js';
import { formatInstant, localTimeZone } from '../../ui/format/figures.js';
import { SHARED } from '../../ui/messages/shared.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { WEB_EN } from '../messages-en.js';
import { STATUS_COLOURS } from '../status-colours.js';
import { BulkApproval } from './BulkApproval.js';
import { SubmissionView } from './SubmissionView.js';

const WORDS = WEB_EN.queue;
const PAGE = 50;

const useStyles = makeStyles({
  screen: {
    display: 'grid',
    gridTemplateColumns: '320px minmax(0, 1fr)',
    height: '100%',
    '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr)', height: 'auto' },
  },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    overflowY: 'auto',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  item: {
    display: 'grid',
    width: '100%',
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    textAlign: 'left',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    backgroundColor: 'transparent',
    border: 'none',
    borderLeft: '3px solid transparent',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    // A transparent border is painted where the system picks the colours.
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
  },
  isOpen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    borderLeftColor: tokens.colorBrandStroke1,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  state: { flexShrink: 0, whiteSpace: 'nowrap' },
  row: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  more: { padding: tokens.spacingHorizontalL, display: 'grid', justifyItems: 'start' },
  keys: { display: 'block', padding: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground3 },
  detail: { overflowY: 'auto', minWidth: 0 },
});

/** The reviewer's queue: submissions on the left, the chosen one on the right. */
export function QueueScreen({ submissionId }: { submissionId: string | null }) {
  const styles = useStyles();
  const { api } = useServices();
  const [, navigate] = useLocation();
  const queue = useInfiniteQuery({
    queryKey: ['queue'],
    queryFn: ({ pageParam }) =>
      api.call(listSubmissions, {
        params: {},
        query: { limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) },
        body: undefined,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = queue;
  const items = queue.data?.pages.flatMap((page) => page.items);
  const chosen = submissionId ?? items?.[0]?.submission.id ?? null;
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      if (!items || isTyping(event) || (event.key !== 'j' && event.key !== 'k')) return;
      const at = items.findIndex(({ submission }) => submission.id === chosen);
      const next = items[Math.min(items.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))];
      // The keys lead on from page to page.
      if (at >= items.length - 2 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
      if (next) navigate(`/queue/${next.submission.id}`);
    };
    window.addEventListener('keydown', move);
    return () => window.removeEventListener('keydown', move);
  }, [items, chosen, navigate, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (queue.isPending) return <LoadingState />;
  if (queue.isError && !items) {
    return (
      <ErrorState context="loading" failure={failureOf(queue.error)} onRetry={() => void queue.refetch()} />
    );
  }
  if (!items || items.length === 0) return <EmptyState title={WORDS.empty} text={WORDS.emptyText} />;
  return (
    <div className={styles.screen}>
      <nav aria-label={WORDS.title}>
        <BulkApproval items={items} />
        <ul className={styles.list}>
          {items.map((item) => (
            <li key={item.submission.id}>
              <button
                type="button"
                className={mergeClasses(styles.item, item.submission.id === chosen && styles.isOpen)}
                aria-current={item.submission.id === chosen ? 'true' : undefined}
                onClick={() => navigate(`/queue/${item.submission.id}`)}
              >
                <QueueRow item={item} />
              </button>
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <div className={styles.more}>
            <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {isFetchingNextPage ? SHARED.loading : WORDS.more}
            </Button>
            {queue.isFetchNextPageError && <ErrorState context="loading" failure={failureOf(queue.error)} />}
          </div>
        )}
        <Caption1 as="p" className={styles.keys}>
          {WORDS.keys}
        </Caption1>
      </nav>
      <main className={styles.detail}>
        {chosen === null ? (
          <EmptyState title={WORDS.choose} />
        ) : (
          <SubmissionView key={chosen} submissionId={chosen} />
        )}
      </main>
    </div>
  );
}

/** Keys are for the queue unless somebody types or a dialog is open. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  const inField =
    target instanceof Element ? target.closest('input, textarea, select, [role="dialog"]') : null;
  return inField !== null || event.ctrlKey || event.metaKey || event.altKey;
}

function QueueRow({ item }: { item: QueueItem }) {
  const styles = useStyles();
  const { site, submission, revision, currentCents, changedLines } = item;
  return (
    <>
      <span className={styles.row}>
        <Body1Strong>{site.name}</Body1Strong>
        <Badge appearance="tint" color={STATUS_COLOURS[submission.status]} className={styles.state}>
          {WEB_EN.status[submission.status]}
        </Badge>
      </span>
      <span className={styles.row}>
        <Caption1 className={styles.quiet}>
          {WORDS.revision(revision.number)} · {submission.submittedBy}
        </Caption1>
        <Text size={200}>
          <Money cents={revision.totalCents - currentCents} form="change" />
        </Text>
      </span>
      <Caption1 className={styles.quiet}>
        {WORDS.changedLines(changedLines)} · {formatInstant(submission.submittedAt, localTimeZone())}
      </Caption1>
    </>
  );
}
