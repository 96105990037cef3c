import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { addLine, addPost, removeLine, removePost, type NewLine } from '../../../core/budget/edit-content.js';
import type { Position } from '../../../core/staffing/position.js';
import { SHEET_NAMES } from '../../../core/workbook/layout.js';
import { changeContent } from '../../sheet/change-content.js';
import type { SheetStore } from '../../sheet/sheet-store.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import type { SiteWork } from '../../hooks/use-site-work.js';
import { COMMENTS } from '../../../ui/messages/comments.js';
import { PANE } from '../../../ui/messages/pane.js';
import { REQUESTS } from '../../../ui/messages/requests.js';
import { useServices } from '../../../ui/services/services.js';
import { signOutOf } from '../../../ui/session/sign-out.js';
import { SignOutQuestion } from '../offline/SignOutQuestion.js';
import { RequestCode, RequestException } from '../requests/RequestCode.js';
import { RequestsPanel } from '../requests/RequestsPanel.js';
import { RevisionsScreen } from '../revisions/RevisionsScreen.js';
import { SubScreen } from '../../../ui/layout/SubScreen.js';
import { CommentsPanel } from '../comments/CommentsPanel.js';
import { ConflictScreen, type MergeDone } from '../conflict/ConflictScreen.js';
import { explainProblem, explainTarget } from '../submit/explain-problem.js';
import { AddLineScreen } from '../add-line/AddLineScreen.js';
import { AddPostDialog } from '../add-post/AddPostDialog.js';
import { DownloadsDialog } from '../not-sitebook/DownloadsDialog.js';
import { PostScreen } from '../row/PostScreen.js';
import type { RowFacts } from '../row/row-facts.js';
import { RemoveRowDialog } from '../row/RemoveRowDialog.js';
import { SubmitDialog } from '../submit/SubmitDialog.js';
import type { OpenScreen } from './open-screen.js';

export type HomeOverlayProps = {
  screen: OpenScreen | null;
  work: SiteWork;
  /** A newer revision was brought into the sheet. */
  onMerged: (done: MergeDone) => void;
  onOpen: (screen: OpenScreen) => void;
  onClose: () => void;
};

/** What lies over the first screen: a screen of its own, or a dialog. */
export function HomeOverlay({ screen, work, onMerged, onOpen, onClose }: HomeOverlayProps) {
  const services = useServices();
  const { store, view, titleOf, identity } = work;
  const { frame } = store;
  const { reading } = view;
  if (screen?.kind === 'downloads') return <DownloadsDialog onClose={onClose} />;
  if (screen?.kind === 'signOut' && services.saveQueue) {
    return (
      <SignOutQuestion queue={services.saveQueue} onSignOut={() => signOutOf(services)} onCancel={onClose} />
    );
  }
  if (screen === null || reading === null) return null;
  const shared = { frame, reading, titleOf };
  switch (screen.kind) {
    case 'submit':
      return <Submit work={work} reading={reading} onClose={onClose} />;
    case 'comments':
      return (
        <SubScreen title={COMMENTS.title} backLabel={PANE.back} onBack={onClose}>
          <CommentsPanel
            siteCode={identity.siteCode}
            timeZone={work.timeZone}
            frame={frame}
            reading={reading}
            unread={work.unread}
            mayResolve={!work.facts.isReadOnly}
            onGoTo={(cell) => void store.select(cell)}
          />
        </SubScreen>
      );
    case 'revisions':
      return (
        <RevisionsScreen
          siteCode={identity.siteCode}
          timeZone={work.timeZone}
          store={store}
          view={view}
          onBack={onClose}
        />
      );
    case 'requests':
      return <Requests work={work} reading={reading} onOpen={onOpen} onClose={onClose} />;
    case 'requestCode':
      return (
        <RequestCode
          siteCode={identity.siteCode}
          fundingSources={work.reply.book.plan.fundingSources}
          purpose={screen.purpose}
          onClose={onClose}
        />
      );
    case 'requestException':
      return <RequestException siteCode={identity.siteCode} problem={screen.problem} onClose={onClose} />;
    case 'signOut':
      return null;
    case 'conflict':
      return (
        <ConflictScreen
          siteCode={identity.siteCode}
          store={store}
          view={view}
          onDone={(done) => {
            work.save.reset();
            onMerged(done);
            onClose();
          }}
          onBack={onClose}
        />
      );
    case 'addPost':
      return <AddPostDialog {...shared} onAdd={(post) => putPost(store, post)} onClose={onClose} />;
    case 'addLine':
      return (
        <AddLineScreen
          {...shared}
          copyOf={screen.copyOf}
          isCopy={screen.afterId !== null}
          onAdd={(line) => putLine(store, line, screen.afterId)}
          onBack={onClose}
          onRequestCode={(purpose) => onOpen({ kind: 'requestCode', purpose })}
        />
      );
    case 'post': {
      const post = reading.decoded.content.positions.find(({ id }) => id === screen.positionId);
      if (!post) return null;
      return (
        <PostScreen
          {...shared}
          post={post}
          onChange={(content) => changeContent(store, () => content)}
          onBack={onClose}
        />
      );
    }
    case 'removeRow': {
      const { row } = screen;
      return (
        <RemoveRowDialog
          row={row}
          onRemove={() => changeContent(store, (content) => without(content, row))}
          onClose={onClose}
        />
      );
    }
  }
}

type RequestsProps = {
  work: SiteWork;
  reading: SheetReading;
  onOpen: (screen: OpenScreen) => void;
  onClose: () => void;
};

function Requests({ work, reading, onOpen, onClose }: RequestsProps) {
  const { markSeen } = work.answers;
  useEffect(() => markSeen(), [markSeen]);
  return (
    <SubScreen
      title={REQUESTS.title}
      backLabel={PANE.back}
      onBack={onClose}
      {...(work.facts.isReadOnly
        ? {}
        : {
            actions: (
              <Button onClick={() => onOpen({ kind: 'requestCode', purpose: '' })}>{PANE.add.code}</Button>
            ),
          })}
    >
      <RequestsPanel
        siteCode={work.identity.siteCode}
        timeZone={work.timeZone}
        titleOf={work.titleOf}
        hasLine={(account) => reading.decoded.content.lines.some((line) => line.account === account)}
        {...(work.facts.isReadOnly
          ? {}
          : {
              onAddLine: (account: string, purpose: string) =>
                onOpen({ kind: 'addLine', copyOf: { account, title: purpose }, afterId: null }),
            })}
      />
    </SubScreen>
  );
}

type SubmitProps = { work: SiteWork; reading: SheetReading; onClose: () => void };

function Submit({ work, reading, onClose }: SubmitProps) {
  const { store, save } = work;
  const { explanations } = store.frame;
  return (
    <SubmitDialog
      site={work.reply.book.site}
      workbookId={work.identity.workbookId}
      revision={work.view.base.revision}
      queuedSave={work.queuedSave}
      reading={reading}
      lastSubmission={work.submission}
      onExplain={explanations && ((problem, text) => explainProblem(store, explanations, problem, text))}
      explainCellOf={(problem) => {
        const target = explainTarget(store.frame, reading, problem, '');
        return target.kind === 'cell' ? target.name : null;
      }}
      onSave={() => save.mutate()}
      isSaving={save.isPending}
      onClose={onClose}
    />
  );
}

function without(content: Parameters<typeof removeLine>[0], row: RowFacts) {
  return row.kind === 'line' ? removeLine(content, row.line.id) : removePost(content, row.post.id);
}

/** Adds a line and goes to its amount. */
async function putLine(store: SheetStore, line: NewLine, afterId: string | null): Promise<boolean> {
  const isAdded = await changeContent(store, (content) => addLine(content, line, afterId));
  const places = store.current().reading?.decoded.lines;
  const row = places?.rows.get(line.id);
  const column = places?.columns.get('amount');
  if (isAdded && row !== undefined && column !== undefined)
    await store.select({ sheet: SHEET_NAMES.budget, row, column });
  return isAdded;
}

function putPost(store: SheetStore, post: Position): Promise<boolean> {
  return changeContent(store, (content) => addPost(content, post));
}
