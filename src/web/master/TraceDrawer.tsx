import {
  Badge,
  Body1,
  Button,
  Caption1,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, type Ref } from 'react';
import type { ReplyOf } from '../../contract/endpoint.js';
import { traceMaster } from '../../contract/master-work.js';
import type { Dimension } from '../../core/merge/dimensions.js';
import type { Against } from '../../core/merge/tie-out.js';
import type { TracedLine } from '../../core/merge/trace.js';
import { Money } from '../../ui/figures/Money.js';
import { formatFte, formatInstant, formatMoney, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { useGivenBackFocus } from '../app/use-given-back-focus.js';
import { WORDS } from './words.js';

/** What somebody asks about: the total of an account, one line of it, or a row of the tie-out. */
export type TracedFigure = { title: string } & (
  | { account: string; site?: string; lineId?: string }
  | {
      dimension: Dimension;
      against: Against;
      code: string;
      /** The other side of the row, as it was when the version was made. */
      otherCents: number;
    }
);

const AT_ONCE = 50;
/** What the other side of is listed beside the lines. */
const READ_TODAY: readonly Against[] = ['allocations', 'revenue', 'control', 'transfers'];

const useStyles = makeStyles({
  drawer: { width: 'min(560px, 100vw)', maxWidth: '100vw' },
  body: { display: 'grid', gap: tokens.spacingVerticalM, alignContent: 'start' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  words: { display: 'grid', gap: tokens.spacingVerticalXXS, justifyItems: 'start' },
  quiet: { color: tokens.colorNeutralForeground3 },
  heading: { margin: 0 },
  title: { overflowWrap: 'anywhere' },
});

export type TraceDrawerProps = { version: number; figure: TracedFigure; onClose: () => void };

/** The lines behind a total: site, cell of its workbook, who approved it, and why it is wanted. */
export function TraceDrawer({ version, figure, onClose }: TraceDrawerProps) {
  const styles = useStyles();
  const { api } = useServices();
  useGivenBackFocus();
  const { title, otherCents, ...query } = { otherCents: null, ...figure };
  const isListed = 'against' in figure && READ_TODAY.includes(figure.against);
  const pages = useInfiniteQuery({
    queryKey: ['masterTrace', version, query],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      api.call(traceMaster, {
        params: { version },
        query: { ...query, after: pageParam, limit: AT_ONCE },
        body: undefined,
      }),
    getNextPageParam: ({ next }) => next,
    staleTime: Infinity,
  });
  const list = useRef<HTMLUListElement>(null);
  const shown = pages.data?.pages.reduce((count, { lines }) => count + lines.length, 0) ?? 0;
  // Where somebody goes on reading: the button that was pressed moves on, and is gone at the end.
  const goOnFrom = useRef<number | null>(null);
  const showMore = () => {
    goOnFrom.current = shown;
    void pages.fetchNextPage();
  };
  useEffect(() => {
    const from = goOnFrom.current;
    if (from === null || shown <= from) return;
    goOnFrom.current = null;
    const line = list.current?.children.item(from);
    if (line instanceof HTMLElement) line.focus();
  }, [shown]);
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={WORDS.trace.close}
              icon={<Dismiss24Regular />}
              onClick={onClose}
            />
          }
        >
          <span className={styles.title}>{title}</span>
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {pages.isPending && <LoadingState rows={6} />}
        {pages.isError && (
          <ErrorState
            context="loading"
            failure={failureOf(pages.error)}
            onRetry={() => void pages.refetch()}
          />
        )}
        {pages.data && (
          <Traced list={list} pages={pages.data.pages} otherCents={isListed ? otherCents : null} />
        )}
        {pages.hasNextPage && (
          <Button disabledFocusable={pages.isFetchingNextPage} onClick={showMore}>
            {WORDS.more(AT_ONCE)}
          </Button>
        )}
      </DrawerBody>
    </OverlayDrawer>
  );
}

type TracedProps = {
  list: Ref<HTMLUListElement>;
  pages: readonly ReplyOf<typeof traceMaster>[];
  /** Null where nothing is listed of the other side. */
  otherCents: number | null;
};

function Traced({ list, pages, otherCents }: TracedProps) {
  const styles = useStyles();
  const [first] = pages;
  const lines = pages.flatMap((page) => page.lines);
  if (!first) return null;
  // The other side is read as of today; the row is as of the version.
  const othersCents = first.others.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const isOld = otherCents !== null && othersCents !== otherCents;
  return (
    <>
      <Body1>
        {WORDS.trace.count(first.lineCount)} ·{' '}
        {WORDS.trace.of(formatMoney(first.totalCents), formatFte(first.totalFte))}
      </Body1>
      {lines.length === 0 && <Text>{WORDS.trace.none}</Text>}
      <ul ref={list} className={styles.list}>
        {lines.map((line) => (
          <Line key={`${line.siteCode}/${line.lineId}`} line={line} />
        ))}
      </ul>
      {(first.others.length > 0 || isOld) && (
        <>
          <Subtitle2 as="h3" className={styles.heading}>
            {WORDS.trace.others}
          </Subtitle2>
          {isOld && (
            <Text>{WORDS.trace.othersChanged(formatMoney(othersCents), formatMoney(otherCents))}</Text>
          )}
          <ul className={styles.list}>
            {first.others.map(({ title, detail, amountCents }, at) => (
              <li key={at} className={styles.line}>
                <span className={styles.words}>
                  <Text>{title}</Text>
                  <Caption1 className={styles.quiet}>{detail}</Caption1>
                </span>
                <Money cents={amountCents} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Line({ line }: { line: TracedLine }) {
  const styles = useStyles();
  const { account, title, siteName, revision, cell, approvedBy, approvedAt, justification } = line;
  return (
    <li className={styles.line} tabIndex={-1}>
      <span className={styles.words}>
        <Text weight="semibold">{account}</Text>
        <Text>{title}</Text>
        {line.isRemoved && <Badge color="informative">{WORDS.trace.removed}</Badge>}
        <Caption1>
          {WORDS.trace.revision(siteName, revision)}
          {cell && ` · ${WORDS.trace.cell(cell.sheet, cell.cell)}`}
        </Caption1>
        <Caption1 className={styles.quiet}>
          {WORDS.trace.approved(approvedBy, formatInstant(approvedAt, localTimeZone()))}
        </Caption1>
        <Caption1 className={styles.quiet}>
          {justification === '' ? WORDS.trace.noReason : `“${justification}”`}
        </Caption1>
      </span>
      <Money cents={line.proposedCents} />
    </li>
  );
}
