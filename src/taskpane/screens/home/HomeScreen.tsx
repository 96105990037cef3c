import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useRef, useState, type RefObject } from 'react';
import type { RefusedEntry } from '../../../api/queue-state.js';
import { signOutOf } from '../../../ui/session/sign-out.js';
import { useServices } from '../../../ui/services/services.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import { useMarks } from '../../hooks/use-marks.js';
import { usePendingTask } from '../../hooks/use-pending-task.js';
import { useSiteWork, type OpenedSite, type SiteWork } from '../../hooks/use-site-work.js';
import { useVerdictMark } from '../../hooks/use-verdict-mark.js';
import { AllocationChanges } from '../allocation-changes/AllocationChanges.js';
import { MergeDoneNotice } from '../conflict/MergeDoneNotice.js';
import type { MergeDone } from '../conflict/ConflictScreen.js';
import { GUARD } from '../../../ui/messages/guard.js';
import { GuardNotice } from '../guard/GuardNotice.js';
import { OfflineNotice } from '../offline/OfflineNotice.js';
import { SubmitWishNotice } from '../submit/SubmitWishNotice.js';
import { AdoptedNotice } from './AdoptedNotice.js';
import { Banners } from './Banners.js';
import { BottomBar } from './BottomBar.js';
import { DoneNotice } from './DoneNotice.js';
import { Header } from './Header.js';
import { healthOf } from './health.js';
import { isWholePane, type OpenScreen } from './open-screen.js';
import { SaveNotices } from './SaveNotices.js';
import { QueuedReceipt, SaveReceipt } from './SaveReceipt.js';
import { SheetLists } from './SheetLists.js';
import { daysUntil, reasonNotToSubmit, standingOf, type StandingFacts } from './standing.js';
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
  // What lies over it keeps its place: the lists are where they were when it closes.
  isCovered: { display: 'none' },
});

/**
 * What is opened from here comes in a file of its own, fetched as soon as the first screen is there: a pane that loses its
 * connection later has it.
 */
const HomeOverlay = lazy(async () => ({
  default: (await import(/* webpackChunkName: "overlay" */ './HomeOverlay.js')).HomeOverlay,
}));

/** How much is left, what must be fixed, where it stands: the pane beside a site's open workbook. */
export function HomeScreen(opened: OpenedSite) {
  const styles = useStyles();
  const root = useRef<HTMLDivElement>(null);
  const services = useServices();
  const work = useSiteWork(opened);
  const { store, view, save, facts, timeZone } = work;
  const marks = useMarks(store, work.undoable);
  const { screen, open, close } = useOverlay(root);
  const [merged, setMerged] = useState<MergeDone | null>(null);
  useVerdictMark(root, view.verdict);
  usePendingTask(facts.isReadable && !facts.isReadOnly, (task) => {
    if (task === 'save') save.mutate();
    else if (task === 'addLine') open({ kind: 'addLine', copyOf: null, afterId: null });
    else void store.look();
  });
  const { plan, site } = work.reply.book;
  return (
    <>
      <div
        ref={root}
        className={mergeClasses(styles.root, isWholePane(screen) && styles.isCovered)}
        data-testid="home"
      >
        <Header
          siteName={site.name}
          year={plan.year}
          daysLeft={daysUntil(plan.year.dueDate, services.now(), timeZone)}
          standing={standingOf(facts)}
          health={healthOf({ view, facts, head: work.head, waitingSaves: work.waiting })}
          personName={work.session.person.name}
          unreadComments={work.unread.count}
          onComments={() => open({ kind: 'comments' })}
          marks={facts.isReadOnly ? null : marks}
          onDownloads={() => open({ kind: 'downloads' })}
          newAnswers={work.answers.count}
          onRevisions={() => open({ kind: 'revisions' })}
          onRequests={() => open({ kind: 'requests' })}
          onSignOut={() => {
            if (services.saveQueue?.hasWaiting() === true) open({ kind: 'signOut' });
            else signOutOf(services);
          }}
        />
        <main className={styles.main}>
          {merged !== null && <MergeDoneNotice done={merged} onDismiss={() => setMerged(null)} />}
          <Notices work={work} onOpen={open} />
          {view.reading === null && view.trouble === null && <LoadingState rows={8} />}
          {view.reading !== null && (
            <SheetLists work={work} reading={view.reading} onOpen={facts.isReadOnly ? null : open} />
          )}
        </main>
        {!facts.isReadOnly && (
          <BottomBar
            isSaveNext={isSaveNext(facts)}
            isSaving={save.isPending}
            canSave={facts.isReadable && facts.adoptedOn === null}
            reason={reasonNotToSubmit(facts)}
            onSave={() => save.mutate()}
            onSubmit={() => open({ kind: 'submit' })}
          >
            <DoneNotice undoable={work.undoable} />
            {save.isSuccess &&
              (save.data === 'queued' ? (
                work.waiting > 0 && <QueuedReceipt />
              ) : (
                <SaveReceipt outcome={save.data} timeZone={timeZone} onDismiss={() => save.reset()} />
              ))}
          </BottomBar>
        )}
      </div>
      <Suspense fallback={screen === null ? null : <LoadingState rows={8} />}>
        <HomeOverlay screen={screen} work={work} onMerged={setMerged} onOpen={open} onClose={close} />
      </Suspense>
    </>
  );
}

/** A newer revision comes first: a save over it is refused. */
function isSaveNext({ isChanged, isQueued, baseRevision, headRevision }: StandingFacts): boolean {
  return headRevision <= baseRevision && !isQueued && (isChanged || baseRevision === 0);
}

type NoticesProps = { work: SiteWork; onOpen: (screen: OpenScreen) => void };

/** What happened around the sheet: where the budget stands, what others did, what needs a hand. */
function Notices({ work, onOpen }: NoticesProps) {
  const { store, view, save, head, facts, identity, submission, news, timeZone, titleOf } = work;
  const { saveQueue, now } = useServices();
  const { dueDate } = work;
  return (
    <>
      <Timeline
        submission={submission}
        route={work.route}
        dueDate={dueDate}
        daysLeft={daysUntil(dueDate, now(), timeZone)}
        timeZone={timeZone}
        isYours={facts.maySubmit}
        isAdopted={facts.adoptedOn !== null}
      />
      <SubmitWishNotice wish={work.wish} timeZone={timeZone} siteName={work.reply.book.site.name} />
      <AllocationChanges
        entries={news.entries}
        balances={view.reading?.state.figures.balances ?? null}
        titleOf={titleOf}
        onDismiss={news.dismiss}
      />
      {work.isSheetLost && <LostSheetNotice work={work} />}
      <AdoptedNotice year={work.reply.book.plan.year.id} adoptedOn={facts.adoptedOn} />
      <Banners store={store} view={view} />
      {saveQueue !== undefined && (
        <OfflineNotice
          queue={saveQueue}
          timeZone={timeZone}
          onReload={() => location.reload()}
          isShownElsewhere={(entry) => isOutdated(entry) && entry.workbookId === identity.workbookId}
        />
      )}
      <SaveNotices
        save={save}
        head={head}
        facts={facts}
        identity={identity}
        timeZone={timeZone}
        isOldCopy={work.isOldCopy}
        onMerge={() => onOpen({ kind: 'conflict' })}
      />
    </>
  );
}

/** The hidden sheet is gone: it can be written again from what the workbook's properties say. */
function LostSheetNotice({ work: { store, identity } }: { work: SiteWork }) {
  const [isWritten, setWritten] = useState(false);
  if (isWritten) return null;
  const { title, text, rebuild } = GUARD.lostSheet;
  const write = async () => setWritten(await store.command((host) => host.writeIdentity(identity)));
  return (
    <GuardNotice
      id="lost-sheet"
      intent="warning"
      title={title}
      text={text}
      actions={[{ label: rebuild, run: write }]}
    />
  );
}

/** A save that a newer revision refused: the notice about that revision shows it. */
function isOutdated({ failure }: RefusedEntry): boolean {
  return failure.kind === 'refused' && failure.problem.code === 'revision.outdated';
}

/** A menu's point is gone once it was chosen: the button that the menu hangs on stays. */
function openerOf(element: Element | null): Element | null {
  const menu = element?.closest('[role="menu"]');
  if (!menu) return element;
  return document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
}

/** What lies over the first screen. Closed, it gives the focus back to what opened it, or else to the title. */
function useOverlay(root: RefObject<HTMLElement | null>) {
  const [screen, setScreen] = useState<OpenScreen | null>(null);
  const opener = useRef<Element | null>(null);
  const open = useCallback((next: OpenScreen) => {
    opener.current = openerOf(document.activeElement);
    setScreen(next);
  }, []);
  const close = useCallback(() => {
    setScreen(null);
    // What is covered cannot take the focus before it is shown again.
    setTimeout(() => {
      const { current } = opener;
      if (current instanceof HTMLElement && current.isConnected) current.focus();
      else root.current?.querySelector('h1')?.focus();
    }, 0);
  }, [root]);
  return { screen, open, close };
}
