import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import type { RevisionSummary, SiteBookReply } from '../../../contract/sites.js';
import type { WorkbookIdentity } from '../../../core/workbook/identity.js';
import { useServices } from '../../../ui/services/services.js';
import type { Session } from '../../../ui/session/session-store.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import { usePendingTask } from '../../hooks/use-pending-task.js';
import { useSave } from '../../hooks/use-save.js';
import { useSheet } from '../../hooks/use-sheet.js';
import { useSiteStatus } from '../../hooks/use-site-status.js';
import { useVerdictMark } from '../../hooks/use-verdict-mark.js';
import type { SheetFrame } from '../../sheet/read-snapshot.js';
import type { SheetView } from '../../sheet/sheet-store.js';
import { Banners } from './Banners.js';
import { BottomBar } from './BottomBar.js';
import { Header } from './Header.js';
import { HomeOverlay } from './HomeOverlay.js';
import { isWholePane, type OpenScreen } from './open-screen.js';
import { SaveNotices } from './SaveNotices.js';
import { SaveReceipt } from './SaveReceipt.js';
import { SheetLists } from './SheetLists.js';
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
  // What lies over it keeps its place: the lists are where they were when it closes.
  isCovered: { display: 'none' },
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
  const { screen, open, close } = useOverlay(root);
  useVerdictMark(root, view.verdict);
  const isReadable = view.reading?.isReadable ?? false;
  usePendingTask(isReadable && frame.owners.size > 0, (task) => {
    if (task === 'save') save.mutate();
    else if (task === 'addLine') open({ kind: 'addLine', copyOf: null, afterId: null });
    else void store.look();
  });
  const { plan, site } = reply.book;
  const { timeZone } = plan;
  const titleOf = useTitles(reply);
  // Until the status is known, the book says where the site stood when the pane opened.
  const head = status === undefined ? (reply.head?.summary ?? null) : status.revision;
  const submission = status === undefined ? reply.submission : status.submission;
  const facts = factsOf(view, frame, { head, submission, maySubmit: maySubmit(session.person, site.code) });
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
          personName={session.person.name}
          onDownloads={() => open({ kind: 'downloads' })}
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
              onOpen={facts.isReadOnly ? null : open}
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
            onSubmit={() => open({ kind: 'submit' })}
          >
            {save.isSuccess && (
              <SaveReceipt outcome={save.data} timeZone={timeZone} onDismiss={() => save.reset()} />
            )}
          </BottomBar>
        )}
      </div>
      <HomeOverlay screen={screen} site={site} store={store} view={view} titleOf={titleOf} onClose={close} />
    </>
  );
}

/** What lies over the first screen. Closed, it gives the focus back to what opened it, or else to the title. */
function useOverlay(root: RefObject<HTMLElement | null>) {
  const [screen, setScreen] = useState<OpenScreen | null>(null);
  const opener = useRef<Element | null>(null);
  const open = useCallback((next: OpenScreen) => {
    opener.current = document.activeElement;
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

/** Titles of funding sources by code, as a function that stays the same. */
function useTitles(reply: SiteBookReply): (fundingSource: string) => string {
  const titles = useMemo(
    () => new Map(reply.book.plan.fundingSources.map((source) => [source.code, source.title])),
    [reply],
  );
  return useCallback((code: string) => titles.get(code) ?? code, [titles]);
}
