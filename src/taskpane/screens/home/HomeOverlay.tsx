import { addLine, addPost, removeLine, removePost, type NewLine } from '../../../core/budget/edit-content.js';
import type { Position } from '../../../core/staffing/position.js';
import { SHEET_NAMES } from '../../../core/workbook/layout.js';
import { changeContent } from '../../sheet/change-content.js';
import type { SheetStore } from '../../sheet/sheet-store.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import type { SiteWork } from '../../hooks/use-site-work.js';
import { COMMENTS } from '../../../ui/messages/comments.js';
import { PANE } from '../../../ui/messages/pane.js';
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
  onClose: () => void;
};

/** What lies over the first screen: a screen of its own, or a dialog. */
export function HomeOverlay({ screen, work, onMerged, onClose }: HomeOverlayProps) {
  const { store, view, titleOf, identity } = work;
  const { frame } = store;
  const { reading } = view;
  if (screen?.kind === 'downloads') return <DownloadsDialog onClose={onClose} />;
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
          onAdd={(line) => putLine(store, line, screen.afterId)}
          onBack={onClose}
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

type SubmitProps = { work: SiteWork; reading: SheetReading; onClose: () => void };

function Submit({ work, reading, onClose }: SubmitProps) {
  const { store, save } = work;
  const { explanations } = store.frame;
  return (
    <SubmitDialog
      site={work.reply.book.site}
      revision={work.view.base.revision}
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
