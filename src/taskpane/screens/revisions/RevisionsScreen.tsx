import { Badge, Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listOlderRevisions, listRevisions } from '../../../contract/revisions.js';
import type { RevisionSummary } from '../../../contract/sites.js';
import { Money } from '../../../ui/figures/Money.js';
import { formatInstant } from '../../../words/figures.js';
import { SubScreen } from '../../../ui/layout/SubScreen.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { REVISIONS } from '../../../ui/messages/revisions.js';
import { useServices } from '../../../ui/services/services.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import type { SheetStore, SheetView } from '../../sheet/sheet-store.js';
import { RevisionDetails } from './RevisionDetails.js';

const WORDS = REVISIONS;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  button: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    width: '100%',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: `-${tokens.strokeWidthThick}`,
    },
  },
  name: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  wide: { gridColumn: '1 / -1' },
  quiet: { color: tokens.colorNeutralForeground3 },
  older: { padding: tokens.spacingHorizontalL },
});

export type RevisionsScreenProps = {
  siteCode: string;
  timeZone: string;
  store: SheetStore;
  view: SheetView;
  onBack: () => void;
};

/** The saved revisions of the site, newest first; one chosen shows its differences and can be loaded again. */
export function RevisionsScreen({ siteCode, timeZone, store, view, onBack }: RevisionsScreenProps) {
  const styles = useStyles();
  const { api } = useServices();
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['revisions', siteCode],
    initialPageParam: null,
    queryFn: ({ signal, pageParam: number }: { signal: AbortSignal; pageParam: number | null }) =>
      number === null
        ? api.call(listRevisions, { params: { siteCode }, body: undefined, signal })
        : api.call(listOlderRevisions, { params: { siteCode, number }, body: undefined, signal }),
    getNextPageParam: ({ revisions, hasOlder }) => (hasOlder ? (revisions.at(-1)?.number ?? null) : null),
    networkMode: 'always',
  });
  const revisions = list.data?.pages.flatMap((page) => page.revisions) ?? [];
  const summary = revisions.find(({ number }) => number === chosen);
  if (summary) {
    return (
      <RevisionDetails
        key={summary.number}
        siteCode={siteCode}
        summary={summary}
        before={summary.number - 1}
        timeZone={timeZone}
        store={store}
        view={view}
        onBack={() => setChosen(null)}
      />
    );
  }
  return (
    <SubScreen title={WORDS.title} backLabel={WORDS.back} onBack={onBack}>
      {list.isPending && <LoadingState rows={6} />}
      {list.isSuccess && revisions.length === 0 && <EmptyState title={WORDS.none} text={WORDS.noneText} />}
      {revisions.length > 0 && (
        <ul className={styles.list}>
          {revisions.map((revision, at) => (
            <li key={revision.number} className={styles.item}>
              <RevisionButton
                revision={revision}
                timeZone={timeZone}
                isNewest={at === 0}
                isBase={revision.number === view.base.revision}
                onChoose={() => setChosen(revision.number)}
              />
            </li>
          ))}
        </ul>
      )}
      {list.isError && (
        <ErrorState
          failure={failureOf(list.error)}
          context="loading"
          onRetry={() => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
        />
      )}
      {list.hasNextPage && !list.isFetchNextPageError && (
        <div className={styles.older}>
          <Button
            appearance="secondary"
            disabledFocusable={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {list.isFetchingNextPage ? WORDS.loadingOlder : WORDS.showOlder}
          </Button>
        </div>
      )}
    </SubScreen>
  );
}

type RevisionButtonProps = {
  revision: RevisionSummary;
  timeZone: string;
  isNewest: boolean;
  isBase: boolean;
  onChoose: () => void;
};

function RevisionButton({ revision, timeZone, isNewest, isBase, onChoose }: RevisionButtonProps) {
  const styles = useStyles();
  const { number, savedBy, savedAt, totalCents, fatalCount, warningCount } = revision;
  const counts = [
    ...(fatalCount > 0 ? [WORDS.fatal(fatalCount)] : []),
    ...(warningCount > 0 ? [WORDS.warnings(warningCount)] : []),
  ];
  return (
    <button
      type="button"
      className={styles.button}
      data-testid={`revision-${String(number)}`}
      onClick={onChoose}
    >
      <span className={styles.name}>
        <Text weight="semibold">{WORDS.inRevision(number)}</Text>
        {isNewest && (
          <Badge appearance="outline" color="informative">
            {WORDS.newest}
          </Badge>
        )}
      </span>
      <Money cents={totalCents} />
      <Text size={200} className={mergeClasses(styles.wide, styles.quiet)}>
        {WORDS.savedBy(savedBy, formatInstant(savedAt, timeZone))}
      </Text>
      <Text size={200} className={mergeClasses(styles.wide, styles.quiet)}>
        {counts.length === 0 ? WORDS.clean : counts.join(' · ')}
      </Text>
      {isBase && (
        <Text size={200} className={styles.wide}>
          {WORDS.yours}
        </Text>
      )}
    </button>
  );
}
