import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Field,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { getRevision, type RevisionSummary } from '../../../contract/sites.js';
import type { SiteContent } from '../../../core/budget/site-content.js';
import { compareContents, type RowDifference } from '../../../core/merge/compare-contents.js';
import type { Problem } from '../../../core/problem.js';
import { formatInstant } from '../../../words/figures.js';
import { SubScreen } from '../../../ui/layout/SubScreen.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { REVISIONS } from '../../../ui/messages/revisions.js';
import { useServices } from '../../../ui/services/services.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import type { SheetStore, SheetView } from '../../sheet/sheet-store.js';
import { DifferenceList } from './DifferenceList.js';
import { ownRowsToLoad } from './load-revision.js';
import { LoadRevision } from './LoadRevision.js';

const WORDS = REVISIONS;
const NO_PROBLEMS: readonly Problem[] = [];

const useStyles = makeStyles({
  content: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
});

export type RevisionDetailsProps = {
  siteCode: string;
  summary: RevisionSummary;
  /** The number of the revision before it; 0 for the opening budget. */
  before: number;
  timeZone: string;
  store: SheetStore;
  view: SheetView;
  onBack: () => void;
};

/** One revision: what is different to the sheet or to the revision before, and loading it again. */
export function RevisionDetails(props: RevisionDetailsProps) {
  const { siteCode, summary, timeZone, store, view, onBack } = props;
  const styles = useStyles();
  const [isAsking, setAsking] = useState(false);
  const [isLoaded, setLoaded] = useState(false);
  const { reading, base } = view;
  const revision = useContent(siteCode, summary.number, store, true);
  const content = revision.data;
  const rows = useMemo(
    () => (content && reading?.isReadable ? ownRowsToLoad({ ...store.frame, base }, reading, content) : 0),
    [content, reading, store, base],
  );
  const isEditor = store.frame.owners.size > 0;
  const actions = (
    <Button disabledFocusable={rows === 0} onClick={() => setAsking(true)}>
      {rows === 0 ? WORDS.nothingToLoad : WORDS.load}
    </Button>
  );
  return (
    <SubScreen
      title={WORDS.one(summary.number)}
      backLabel={WORDS.backToList}
      onBack={onBack}
      {...(isEditor && content !== undefined ? { actions } : {})}
    >
      <div className={styles.content}>
        <Text block>{WORDS.savedBy(summary.savedBy, formatInstant(summary.savedAt, timeZone))}</Text>
        {isLoaded && (
          <MessageBar intent="success" layout="multiline" role="status">
            <MessageBarBody>{WORDS.done(summary.number)}</MessageBarBody>
          </MessageBar>
        )}
        <Comparison {...props} revision={revision} />
      </div>
      {isAsking && content !== undefined && (
        <LoadRevision
          number={summary.number}
          content={content}
          rows={rows}
          store={store}
          view={view}
          onLoaded={() => {
            setAsking(false);
            setLoaded(true);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </SubScreen>
  );
}

type ComparisonProps = RevisionDetailsProps & { revision: ReturnType<typeof useContent> };

/** The revision against the sheet as it is now, or against the one before it. */
function Comparison({ siteCode, summary, before, store, view, revision }: ComparisonProps) {
  const [against, setAgainst] = useState<'sheet' | 'before'>('sheet');
  const { reading } = view;
  const earlier = useContent(siteCode, before, store, against === 'before');
  const content = revision.data;
  const other = against === 'sheet' ? reading?.stored : earlier.data;
  const differences = useMemo(() => compared(against, content, other), [against, content, other]);
  const failed = [revision, earlier].find(({ isError }) => isError);
  return (
    <>
      <Field label={WORDS.compareWith}>
        <RadioGroup
          value={against}
          onChange={(_, { value }) => setAgainst(value === 'before' ? 'before' : 'sheet')}
        >
          <Radio value="sheet" label={WORDS.withSheet} />
          <Radio value="before" label={WORDS.withBefore(before)} />
        </RadioGroup>
      </Field>
      {failed !== undefined ? (
        <ErrorState
          failure={failureOf(failed.error)}
          context="loading"
          onRetry={() => void failed.refetch()}
        />
      ) : against === 'sheet' && reading?.isReadable === false ? (
        <Text block>{WORDS.unreadable}</Text>
      ) : differences === null ? (
        <LoadingState rows={6} />
      ) : (
        <DifferenceList
          key={against}
          differences={differences}
          problems={reading?.problems ?? NO_PROBLEMS}
          wordOf={(change) => wordOf(against, summary.number, change)}
        />
      )}
    </>
  );
}

/** From the revision to the sheet, or from the revision before to this one. */
function compared(
  against: 'sheet' | 'before',
  content: SiteContent | undefined,
  other: SiteContent | undefined,
): RowDifference[] | null {
  if (content === undefined || other === undefined) return null;
  return against === 'sheet' ? compareContents(content, other) : compareContents(other, content);
}

function wordOf(against: 'sheet' | 'before', number: number, change: RowDifference['change']): string {
  if (against === 'before' || change === 'changed') return WORDS.change[change];
  return change === 'added' ? WORDS.onlyInSheet : WORDS.onlyInRevision(number);
}

/** The content of a revision, which never changes once it is saved; 0 is the opening budget. */
function useContent(siteCode: string, number: number, store: SheetStore, isEnabled: boolean) {
  const { api } = useServices();
  const { opening } = store.frame.index.book;
  return useQuery({
    queryKey: ['revision', siteCode, number],
    enabled: isEnabled,
    staleTime: Infinity,
    networkMode: 'always',
    queryFn: async ({ signal }) => {
      if (number === 0) return opening;
      return (await api.call(getRevision, { params: { siteCode, number }, body: undefined, signal })).content;
    },
  });
}
