import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Add16Regular, ArrowClockwise16Regular } from '@fluentui/react-icons';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { RevisionSummary, SiteBookReply } from '../../../contract/sites.js';
import type { Problem } from '../../../core/problem.js';
import type { Site } from '../../../core/budget/site.js';
import type { Position } from '../../../core/staffing/position.js';
import type { WorkbookIdentity } from '../../../core/workbook/identity.js';
import { PANE_EN } from '../../../ui/messages/pane-en.js';
import { useServices } from '../../../ui/services/services.js';
import type { Session } from '../../../ui/session/session-store.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import { useSave } from '../../hooks/use-save.js';
import { useSheet } from '../../hooks/use-sheet.js';
import { detailsOfProblem, useSheetCommands } from '../../hooks/use-sheet-commands.js';
import { useSiteStatus } from '../../hooks/use-site-status.js';
import { useVerdictMark } from '../../hooks/use-verdict-mark.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import type { SheetStore, SheetView } from '../../sheet/sheet-store.js';
import { AddPostDialog } from '../add-post/AddPostDialog.js';
import { DownloadsDialog } from '../not-sitebook/DownloadsDialog.js';
import { SubmitDialog } from '../submit/SubmitDialog.js';
import { Announcer } from './Announcer.js';
import { Balances } from './Balances.js';
import { Banners } from './Banners.js';
import { BottomBar } from './BottomBar.js';
import { Header } from './Header.js';
import { ProblemList } from './ProblemList.js';
import { SaveNotices } from './SaveNotices.js';
import { SaveReceipt } from './SaveReceipt.js';
import { selectedRow } from './selected-row.js';
import { daysUntil, maySubmit, reasonNotToSubmit, standingOf, type StandingFacts } from './standing.js';
import { Timeline } from './Timeline.js';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    overflow: 'hidden',
    position: 'relative',
  },
  main: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    scrollbarGutter: 'stable',
    scrollbarWidth: 'thin',
    // What gets the focus is not left behind the tools.
    scrollPaddingBottom: '48px',
  },
  // In sight however long the list above is.
  tools: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    display: 'flex',
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
  },
});

export type HomeScreenProps = {
  identity: WorkbookIdentity;
  session: Session;
  reply: SiteBookReply;
  frame: SheetFrame;
};

/** How much is left, what must be fixed, where it stands: the pane beside a site's open workbook. */
export function HomeScreen({ identity, session, reply, frame }: HomeScreenProps) {
  const styles = useStyles();
  const root = useRef<HTMLDivElement>(null);
  const services = useServices();
  const { store, view } = useSheet(frame);
  const save = useSave(store, identity);
  const status = useSiteStatus(identity.siteCode);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  useVerdictMark(root, view.verdict);
  const { plan, site } = reply.book;
  const { timeZone } = plan;
  const titleOf = useTitles(reply);
  // Until the status is known, the book says where the site stood when the pane opened.
  const head = status === undefined ? (reply.head?.summary ?? null) : status.revision;
  const submission = status === undefined ? reply.submission : status.submission;
  const facts = factsOf(view, frame, { head, submission, maySubmit: maySubmit(session.person, site.code) });
  return (
    <div ref={root} className={styles.root} data-testid="home">
      <Header
        siteName={site.name}
        year={plan.year}
        daysLeft={daysUntil(plan.year.dueDate, services.now(), timeZone)}
        standing={standingOf(facts)}
        personName={session.person.name}
        onDownloads={() => setDialog('downloads')}
        onSignOut={() => services.session.set(null)}
      />
      <main className={styles.main}>
        {submission !== null && <Timeline submission={submission} timeZone={timeZone} />}
        <Banners store={store} view={view} />
        <SaveNotices save={save} head={head} facts={facts} identity={identity} timeZone={timeZone} />
        {view.reading === null && view.trouble === null && <LoadingState rows={8} />}
        {view.reading !== null && (
          <SheetLists
            store={store}
            view={view}
            reading={view.reading}
            titleOf={titleOf}
            onAddPost={facts.isReadOnly ? null : () => setDialog('addPost')}
          />
        )}
      </main>
      {!facts.isReadOnly && (
        <BottomBar
          isSaveNext={facts.isChanged || facts.baseRevision === 0}
          isSaving={save.isPending}
          canSave={facts.isReadable}
          reason={reasonNotToSubmit(facts)}
          onSave={() => save.mutate()}
          onSubmit={() => setDialog('submit')}
        >
          {save.isSuccess && save.data !== 'queued' && (
            <SaveReceipt outcome={save.data} timeZone={timeZone} onDismiss={() => save.reset()} />
          )}
        </BottomBar>
      )}
      <HomeDialogs
        dialog={dialog}
        site={site}
        store={store}
        view={view}
        titleOf={titleOf}
        onClose={() => setDialog(null)}
      />
    </div>
  );
}

function factsOf(
  view: SheetView,
  frame: SheetFrame,
  known: Pick<StandingFacts, 'submission' | 'maySubmit'> & { head: RevisionSummary | null },
): StandingFacts {
  const { base, reading } = view;
  return {
    baseRevision: base.revision,
    headRevision: known.head?.number ?? 0,
    isChanged: reading?.isChanged ?? false,
    isReadable: reading?.isReadable ?? false,
    isReadOnly: frame.owners.size === 0,
    submission: known.submission,
    problems: reading?.problems ?? [],
    maySubmit: known.maySubmit,
  };
}

type OpenDialog = 'submit' | 'addPost' | 'downloads' | null;

type HomeDialogsProps = {
  dialog: OpenDialog;
  site: Site;
  store: SheetStore;
  view: SheetView;
  titleOf: (fundingSource: string) => string;
  onClose: () => void;
};

function HomeDialogs({ dialog, site, store, view, titleOf, onClose }: HomeDialogsProps) {
  const { frame } = store;
  const { reading, base } = view;
  if (dialog === 'downloads') return <DownloadsDialog onClose={onClose} />;
  if (dialog === null || reading === null) return null;
  if (dialog === 'submit') {
    return <SubmitDialog site={site} revision={base.revision} reading={reading} onClose={onClose} />;
  }
  const addPost = (post: Position) =>
    store.command((host) => host.addPostRow(frame.index, reading.decoded.positions, post, frame.owners));
  return (
    <AddPostDialog frame={frame} reading={reading} titleOf={titleOf} onAdd={addPost} onClose={onClose} />
  );
}

/** Titles of funding sources by code, as a function that stays the same. */
function useTitles(reply: SiteBookReply): (fundingSource: string) => string {
  const titles = useMemo(
    () => new Map(reply.book.plan.fundingSources.map((source) => [source.code, source.title])),
    [reply],
  );
  return useCallback((code: string) => titles.get(code) ?? code, [titles]);
}

type SheetListsProps = {
  store: SheetStore;
  view: SheetView;
  reading: SheetReading;
  titleOf: (fundingSource: string) => string;
  /** Null for people who only look. */
  onAddPost: (() => void) | null;
};

/** Balances and problems of the sheet, and what can be done with it as a whole. */
function SheetLists({ store, view, reading, titleOf, onAddPost }: SheetListsProps) {
  const styles = useStyles();
  const { frame } = store;
  const { isBusy, onSelectProblem, onSelectSource, onRepair, onTakeWay } = useSheetCommands(store);
  const row = useMemo(
    () => selectedRow(frame.index, reading.decoded, view.selection),
    [frame, reading, view.selection],
  );
  const detailsOf = useCallback(
    (problem: Problem) => detailsOfProblem(frame, reading, row, problem),
    [frame, reading, row],
  );
  return (
    <>
      <Balances
        balances={reading.state.figures.balances}
        titleOf={titleOf}
        selected={row?.fundingSource ?? null}
        onSelect={onSelectSource}
      />
      <ProblemList
        problems={reading.problems}
        detailsOf={detailsOf}
        isBusy={isBusy}
        onSelect={onSelectProblem}
        onRepair={onRepair}
        onTakeWay={onTakeWay}
      />
      <div className={styles.tools}>
        {onAddPost !== null && (
          <Button appearance="subtle" size="small" icon={<Add16Regular />} onClick={onAddPost}>
            {PANE_EN.addPost.open}
          </Button>
        )}
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowClockwise16Regular />}
          onClick={() => void store.look()}
        >
          {PANE_EN.check.check}
        </Button>
      </div>
      <Announcer changed={reading.changedBalances} titleOf={titleOf} />
    </>
  );
}
