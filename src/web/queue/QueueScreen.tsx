import {
  Badge,
  Body1Strong,
  Button,
  Caption1,
  Link,
  makeStyles,
  mergeClasses,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { QueueItem } from '../../contract/submissions.js';
import type { Person } from '../../contract/sign-in.js';
import { Money } from '../../ui/figures/Money.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { SHARED } from '../../ui/messages/shared.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { WEB_EN } from '../messages-en.js';
import { STATUS_COLOURS } from '../status-colours.js';
import { BulkApproval } from './BulkApproval.js';
import { SubmissionView } from './SubmissionView.js';
import { listed, useQueueViews, type QueueView } from './use-queue.js';

const WORDS = WEB_EN.queue;

/** No room for both: the list, or what was chosen of it. */
const NARROW = '@media (max-width: 800px)';

const useStyles = makeStyles({
  screen: {
    display: 'grid',
    gridTemplateColumns: '320px minmax(0, 1fr)',
    height: '100%',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', height: 'auto' },
  },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
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
  views: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} 0` },
  keys: { display: 'block', padding: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground3 },
  side: { overflowY: 'auto', borderRight: `1px solid ${tokens.colorNeutralStroke2}` },
  detail: { overflowY: 'auto', minWidth: 0 },
  behind: { [NARROW]: { display: 'none' } },
  // Beside the list there is no way back to take.
  back: {
    display: 'none',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL} 0`,
    [NARROW]: { display: 'block' },
  },
});

type QueueScreenProps = { submissionId: string | null; person: Pick<Person, 'roles'> };

/** The reviewer's queue: submissions on the left, the chosen one on the right. */
export function QueueScreen({ submissionId, person }: QueueScreenProps) {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const { view, setView, yours, queue } = useQueueViews(person);
  const { items } = listed(queue.data);
  const chosen = submissionId ?? items?.[0]?.submission.id ?? null;
  useQueueKeys(items, chosen, queue);
  if (yours?.isPending) return <LoadingState />;
  const isEmpty = items?.length === 0;
  if (isEmpty && view === 'all' && submissionId === null)
    return <EmptyState title={WORDS.empty} text={WORDS.emptyText} />;
  return (
    <div className={styles.screen}>
      <nav
        aria-label={WORDS.title}
        className={mergeClasses(styles.side, submissionId !== null && styles.behind)}
      >
        {yours && (
          <Views view={view} yours={listed(yours.data).waiting} onChoose={setView} className={styles.views} />
        )}
        {yours && <BulkApproval items={listed(yours.data).items ?? []} />}
        {isEmpty && view === 'yours' && (
          <EmptyState title={WORDS.noneOfYours} text={WORDS.noneOfYoursText}>
            <Button onClick={() => setView('all')}>{WORDS.views.all}</Button>
          </EmptyState>
        )}
        {queue.isPending && <LoadingState />}
        {queue.isError && !items && (
          <ErrorState
            context="loading"
            failure={failureOf(queue.error)}
            onRetry={() => void queue.refetch()}
          />
        )}
        <ul className={styles.list}>
          {items?.map((item) => (
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
        {queue.hasNextPage && (
          <div className={styles.more}>
            <Button disabled={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
              {queue.isFetchingNextPage ? SHARED.loading : WORDS.more}
            </Button>
            {queue.isFetchNextPageError && <ErrorState context="loading" failure={failureOf(queue.error)} />}
          </div>
        )}
        <Caption1 as="p" className={styles.keys}>
          {WORDS.keys}
        </Caption1>
      </nav>
      <main className={mergeClasses(styles.detail, submissionId === null && styles.behind)}>
        <div className={styles.back}>
          <Link as="button" onClick={() => navigate('/queue')}>
            {WORDS.back}
          </Link>
        </div>
        {chosen !== null ? (
          <SubmissionView key={chosen} submissionId={chosen} />
        ) : (
          items && <EmptyState title={WORDS.choose} />
        )}
      </main>
    </div>
  );
}

type ViewsProps = {
  view: QueueView;
  /** How many wait for the reader; undefined until it is known. */
  yours: number | undefined;
  onChoose: (view: QueueView) => void;
  className: string;
};

function Views({ view, yours, onChoose, className }: ViewsProps) {
  return (
    <TabList
      size="small"
      className={className}
      aria-label={WORDS.views.label}
      selectedValue={view}
      onTabSelect={(_, { value }) => onChoose(value === 'all' ? 'all' : 'yours')}
    >
      <Tab value="yours">{WORDS.views.yours(yours)}</Tab>
      <Tab value="all">{WORDS.views.all}</Tab>
    </TabList>
  );
}

/** j and k lead through the list, and on from page to page. */
function useQueueKeys(
  items: readonly QueueItem[] | undefined,
  chosen: string | null,
  {
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  }: Pick<ReturnType<typeof useQueueViews>['queue'], 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>,
): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      if (!items || isTyping(event) || (event.key !== 'j' && event.key !== 'k')) return;
      const at = items.findIndex(({ submission }) => submission.id === chosen);
      const next = items[Math.min(items.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))];
      if (at >= items.length - 2 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
      if (next) navigate(`/queue/${next.submission.id}`);
    };
    window.addEventListener('keydown', move);
    return () => window.removeEventListener('keydown', move);
  }, [items, chosen, navigate, hasNextPage, isFetchingNextPage, fetchNextPage]);
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
