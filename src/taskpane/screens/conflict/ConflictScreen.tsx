import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { getSiteBook, type SiteBookReply } from '../../../contract/sites.js';
import type { Choices } from '../../../ui/conflicts/ConflictList.js';
import { CONFLICT } from '../../../ui/messages/conflict.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { PANE } from '../../../ui/messages/pane.js';
import { SubScreen } from '../../../ui/layout/SubScreen.js';
import { useServices } from '../../../ui/services/services.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import { useHost } from '../../host/host-context.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import { excelFault, type SheetStore, type SheetView } from '../../sheet/sheet-store.js';
import { SheetConflicts } from './SheetConflicts.js';
import { carryOutMerge, planMerge } from './merge-plan.js';

const WORDS = CONFLICT;

const useStyles = makeStyles({
  content: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  button: { whiteSpace: 'nowrap' },
});

/** What came in, for the notice after it. */
export type MergeDone = { revision: number; stays: number };

export type ConflictScreenProps = {
  siteCode: string;
  store: SheetStore;
  view: SheetView;
  /** The newer revision is in the sheet, and the next save starts from it. */
  onDone: (done: MergeDone) => void;
  onBack: () => void;
};

/**
 * Brings the newest revision into the open sheet: says what comes in and what stays, asks where both changed the same,
 * then does it in one go. Nothing is written before.
 */
export function ConflictScreen({ siteCode, store, view, onDone, onBack }: ConflictScreenProps) {
  const { api } = useServices();
  const head = useQuery({
    queryKey: ['head', siteCode],
    queryFn: async ({ signal }) =>
      (await api.call(getSiteBook, { params: { siteCode }, body: undefined, signal })).head,
    // What is the newest must be asked each time.
    gcTime: 0,
    refetchOnWindowFocus: false,
    networkMode: 'always',
  });
  const { reading, base } = view;
  // The base becomes the head while it is brought in, which is not yet the end of it.
  const [before] = useState(base.revision);
  if (head.isSuccess && head.data !== null && reading?.isReadable && head.data.summary.number > before)
    return <Merge head={head.data} store={store} reading={reading} onDone={onDone} onBack={onBack} />;
  return (
    <SubScreen title={WORDS.title} backLabel={WORDS.back} onBack={onBack}>
      {head.isPending && <LoadingState rows={6} />}
      {head.isError && (
        <ErrorState failure={failureOf(head.error)} context="loading" onRetry={() => void head.refetch()} />
      )}
      {head.isSuccess &&
        (reading?.isReadable === true ? (
          <EmptyState title={WORDS.upToDate(base.revision)} text={WORDS.upToDateText} />
        ) : (
          <EmptyState title={WORDS.reading}>
            <Button onClick={() => void store.look()}>{PANE.trouble.lookAgain}</Button>
          </EmptyState>
        ))}
    </SubScreen>
  );
}

type MergeProps = Pick<ConflictScreenProps, 'store' | 'onDone' | 'onBack'> & {
  head: NonNullable<SiteBookReply['head']>;
  reading: SheetReading;
};

function Merge({ head, store, reading, onDone, onBack }: MergeProps) {
  const styles = useStyles();
  const host = useHost();
  const [choices, setChoices] = useState<Choices>(new Map());
  const { summary, content } = head;
  const plan = useMemo(
    () => planMerge(store.frame, reading, content, choices),
    [store, reading, content, choices],
  );
  const merging = useMutation({
    networkMode: 'always',
    mutationFn: () => carryOutMerge(host, store, { revision: summary.number, content }, choices),
    onSuccess: (outcome) => {
      if (outcome.kind === 'done') onDone({ revision: summary.number, stays: outcome.stays });
    },
  });
  const { conflicts, openCount } = plan;
  return (
    <SubScreen
      title={WORDS.title}
      backLabel={WORDS.back}
      onBack={onBack}
      actions={
        <>
          <Button
            className={styles.button}
            appearance="primary"
            disabledFocusable={openCount > 0 || merging.isPending}
            onClick={() => merging.mutate()}
          >
            {merging.isPending ? WORDS.applying : WORDS.apply}
          </Button>
          <Button className={styles.button} disabledFocusable={merging.isPending} onClick={onBack}>
            {WORDS.cancel}
          </Button>
        </>
      }
    >
      <div className={styles.content} data-testid="merge">
        <Text block>
          {plan.comesIn === 0 && conflicts.length > 0
            ? WORDS.savedBy(summary.number, summary.savedBy)
            : WORDS.comesIn(summary.number, summary.savedBy, plan.comesIn)}
        </Text>
        {(plan.stays > 0 || conflicts.length === 0) && <Text block>{WORDS.stays(plan.stays)}</Text>}
        {merging.isError && (
          <MessageBar intent="error" layout="multiline" role="alert">
            <MessageBarBody>
              <MessageBarTitle>{WORDS.excelFailed}</MessageBarTitle>
              {PANE.trouble.faults[excelFault(merging.error)]}
            </MessageBarBody>
          </MessageBar>
        )}
        {merging.data?.kind === 'again' && (
          <MessageBar intent="warning" layout="multiline" role="alert">
            <MessageBarBody>{WORDS.again}</MessageBarBody>
          </MessageBar>
        )}
        {conflicts.length > 0 && (
          <SheetConflicts
            conflicts={conflicts}
            openCount={openCount}
            contents={[content, reading.stored, store.frame.base.content]}
            problems={reading.problems}
            choices={choices}
            onChoose={setChoices}
          />
        )}
      </div>
    </SubScreen>
  );
}
