import {
  Badge,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle1,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import type { Problem } from '../../core/problem.js';
import { Money } from '../../ui/figures/Money.js';
import { describeProblem } from '../../ui/messages/describe-problem.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import type { NamedFile } from './dropped-files.js';
import { DropZone } from './DropZone.js';
import { FileDetails } from './FileDetails.js';
import { FileQueue } from './file-queue.js';
import { countsOf, stateOf, unopened, type FileRow, type FileState } from './file-row.js';
import { FILES_EN as WORDS } from './files-messages-en.js';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
  },
  what: { maxWidth: '80ch', color: tokens.colorNeutralForeground2 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
  },
  state: { whiteSpace: 'nowrap' },
});

/** Workbooks of sites without the add-in: dropped here, checked one after the other, and saved where they are ready. */
export function FilesScreen() {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [list] = useState(
    () => new FileQueue(api, () => void queries.invalidateQueries({ queryKey: ['sites'] })),
  );
  const rows = useSyncExternalStore(list.subscribe, list.getRows);
  const [hadNone, setHadNone] = useState(false);
  const [takes, setTakes] = useState(false);
  const onFiles = (files: readonly NamedFile[]) => {
    setHadNone(files.length === 0);
    list.add(files);
  };
  return (
    <main className={styles.page}>
      <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
      <Text className={styles.what}>{WORDS.what}</Text>
      <DropZone onFiles={onFiles} />
      <Switch
        label={WORDS.suggestions}
        checked={takes}
        onChange={(_, { checked }) => {
          setTakes(checked);
          list.takeSuggestions(checked);
        }}
      />
      {hadNone && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{WORDS.noWorkbooks}</MessageBarBody>
        </MessageBar>
      )}
      <Unopened problems={unopened(rows)} />
      {rows.length === 0 ? (
        <EmptyState title={WORDS.empty} text={WORDS.emptyText} />
      ) : (
        <Files rows={rows} list={list} />
      )}
    </main>
  );
}

/** How many are named: a folder that nobody may read can be full of them. */
const MOST_NAMED = 5;

/** Says aloud what could not be opened, since whoever dropped a folder does not know what was in it. */
function Unopened({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        {problems.slice(0, MOST_NAMED).map((problem, at) => {
          const { sentence, whatToDo } = describeProblem(problem);
          return <div key={at}>{`${sentence} ${whatToDo}`}</div>;
        })}
        {problems.length > MOST_NAMED && WORDS.more(problems.length - MOST_NAMED)}
      </MessageBarBody>
    </MessageBar>
  );
}

function Files({ rows, list }: { rows: readonly FileRow[]; list: FileQueue }) {
  const styles = useStyles();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (id: number) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const states = rows.map(stateOf);
  const ready = states.filter((state) => state === 'ready').length;
  return (
    <>
      <div className={styles.actions}>
        <Button appearance="primary" disabled={ready === 0} onClick={() => list.saveReady()}>
          {WORDS.saveAll(ready)}
        </Button>
        {states.includes('saved') && (
          <Button appearance="subtle" onClick={() => list.removeSaved()}>
            {WORDS.clear}
          </Button>
        )}
        <Text role="status">{summaryOf(states)}</Text>
      </div>
      <FigureTable
        label={WORDS.title}
        columns={columns(open, toggle)}
        rows={rows}
        keyOf={({ id }) => String(id)}
        detailsOf={(row) =>
          open.has(row.id) && (
            <FileDetails
              row={row}
              onRetry={() => list.checkAgain(row.id)}
              onChoose={(choices) => list.choose(row.id, choices)}
            />
          )
        }
        stacks
      />
    </>
  );
}

function summaryOf(states: readonly FileState[]): string {
  const counts = (Object.keys(WORDS.states) as FileState[]).flatMap((state) => {
    const files = states.filter((one) => one === state).length;
    return files === 0 ? [] : [WORDS.ofState(files, WORDS.states[state])];
  });
  return WORDS.summary(states.length, counts);
}

const readOf = ({ reply }: FileRow) => (reply?.isRead === true ? reply : null);

function columns(open: ReadonlySet<number>, toggle: (id: number) => void): FigureColumn<FileRow>[] {
  const titles = WORDS.columns;
  return [
    { title: titles.file, isFigure: false, render: ({ name }) => name },
    {
      title: titles.site,
      isFigure: false,
      render: (row) => {
        const read = readOf(row);
        return read && `${read.siteCode} ${read.siteName}`;
      },
    },
    { title: titles.state, isFigure: false, render: (row) => <State row={row} /> },
    {
      title: titles.lines,
      isFigure: true,
      render: (row) => readOf(row)?.lineCount.toLocaleString('en-US') ?? '',
    },
    {
      title: titles.total,
      isFigure: true,
      render: (row) => {
        const read = readOf(row);
        return read && <Money cents={read.totalCents} form="plain" />;
      },
    },
    {
      title: titles.changes,
      isFigure: true,
      render: (row) => readOf(row)?.changes.length.toLocaleString('en-US') ?? '',
    },
    {
      title: titles.findings,
      isFigure: false,
      render: (row) => WORDS.counts(...countsOf(row)),
    },
    {
      title: titles.more,
      isFigure: false,
      render: ({ id, name, reply, failure }) =>
        (reply ?? failure) && (
          <Button
            size="small"
            aria-expanded={open.has(id)}
            aria-label={WORDS.show(name)}
            onClick={() => toggle(id)}
          >
            {open.has(id) ? WORDS.hide : WORDS.details}
          </Button>
        ),
    },
  ];
}

const COLOURS = {
  waiting: 'informative',
  checking: 'informative',
  toFix: 'warning',
  toDecide: 'warning',
  ready: 'brand',
  saving: 'informative',
  saved: 'success',
  refused: 'danger',
  failed: 'danger',
} as const satisfies Record<FileState, string>;

function State({ row }: { row: FileRow }) {
  const styles = useStyles();
  const state = stateOf(row);
  const read = state === 'saved' ? readOf(row) : null;
  const receipt = read?.receipt;
  return (
    <Badge appearance="tint" color={COLOURS[state]} className={styles.state}>
      {receipt ? savedAs(receipt, read.addsNothing) : WORDS.states[state]}
    </Badge>
  );
}

function savedAs(
  { revision: { number }, isRepeat }: { revision: { number: number }; isRepeat: boolean },
  addsNothing: true | undefined,
): string {
  return addsNothing ? WORDS.sameAs(number) : WORDS.savedAs(number, isRepeat);
}
