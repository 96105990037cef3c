import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { getRevision, getSiteBook, type SiteBookReply } from '../../contract/sites.js';
import { indexBook } from '../../core/validation/book-index.js';
import { isOtherOpening, type WorkbookIdentity } from '../../core/workbook/identity.js';
import { LAYOUT_VERSION } from '../../core/workbook/layout.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { PANE } from '../../ui/messages/pane.js';
import { useServices } from '../../ui/services/services.js';
import type { Session } from '../../ui/session/session-store.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import type { SheetBase, SheetFrame } from '../sheet/read-snapshot.js';
import {
  recognise,
  type FoundIdentity,
  type Recognition,
  type RecognitionFacts,
} from '../../core/workbook/recognise.js';
import { useHost } from '../host/host-context.js';
import { MovedOrCopied } from '../screens/guard/MovedOrCopied.js';
import { usePaneMemory } from '../host/pane-memory.js';
import { FirstRun } from '../screens/first-run/FirstRun.js';
import { HomeScreen } from '../screens/home/HomeScreen.js';
import { BlockedScreen } from '../screens/not-sitebook/BlockedScreen.js';

export type SiteGateProps = {
  /** Who the open workbook says it is, and what of that is lost. */
  found: FoundIdentity;
  identity: WorkbookIdentity;
  session: Session;
  /** The workbook says something else now: read it again. */
  onIdentityWritten: () => void;
};

/** Lets a workbook in that is of this district, year and layout, with a site the person may see. */
export function SiteGate(props: SiteGateProps) {
  const { found, identity, session, onIdentityWritten } = props;
  const placeHash = useHost().currentPlace();
  const before = recognise(found, { ...NOTHING_KNOWN, district: session.district });
  const mayOpen = before.kind === 'ours' || before.kind === 'olderLayout';
  const opening = useOpening(identity, mayOpen);
  if (!mayOpen) return <NotThisWorkbook verdict={before} session={session} />;
  if (opening.isPending) return <LoadingState rows={8} />;
  if (opening.isError) return <Refused error={opening.error} onRetry={() => void opening.refetch()} />;
  const { reply, base } = opening.data;
  const { year } = reply.book.plan;
  if (base === null) {
    const { title, text } = PANE.otherYear;
    return <BlockedScreen title={title(identity.yearId)} text={text(year.id)} />;
  }
  if (isOtherOpening(identity, () => reply.openingHash)) {
    const { title, text } = PANE.otherOpening;
    return <BlockedScreen title={title} text={text} />;
  }
  const { head } = reply;
  const savedFromHere = head?.workbookId === identity.workbookId ? head.summary.number : null;
  const verdict = recognise(found, { ...NOTHING_KNOWN, savedFromHere, placeHash });
  if (verdict.kind === 'movedOrCopied')
    return <MovedOrCopied identity={identity} onDone={onIdentityWritten} />;
  return <OpenSite {...props} reply={reply} base={base} isOldCopy={verdict.kind === 'oldCopy'} />;
}

const NOTHING_KNOWN = {
  district: null,
  yearId: null,
  siteCodes: null,
  savedFromHere: null,
  placeHash: null,
} satisfies RecognitionFacts;

/** A workbook that cannot be worked on here, before the server is asked anything. */
function NotThisWorkbook({ verdict, session }: { verdict: Recognition; session: Session }) {
  if (verdict.kind === 'otherDistrict') {
    const { title, text } = PANE.otherDistrict;
    return <BlockedScreen title={title(verdict.district)} text={text(session.district)} offersOtherAccount />;
  }
  const layout = 'layout' in verdict ? verdict.layout : 0;
  const { title, text } = PANE.otherLayout;
  return <BlockedScreen title={title} text={text(layout, LAYOUT_VERSION)} />;
}

type OpenSiteProps = SiteGateProps & { reply: SiteBookReply; base: SheetBase; isOldCopy: boolean };

function OpenSite({ found, identity, session, reply, base, isOldCopy }: OpenSiteProps) {
  const { preferences, explanationsOf } = usePaneMemory();
  const frame = useMemo(
    (): SheetFrame => ({
      index: indexBook(reply.book),
      base,
      owners: new Set(reply.owners),
      explanations: explanationsOf(identity.workbookId),
    }),
    [reply, base, explanationsOf, identity],
  );
  const [hasStarted, setStarted] = useState(preferences.has('hasStarted'));
  const start = () => {
    preferences.note('hasStarted');
    setStarted(true);
  };
  if (!hasStarted) return <FirstRun onStart={start} />;
  return (
    <HomeScreen
      identity={identity}
      session={session}
      reply={reply}
      frame={frame}
      isOldCopy={isOldCopy}
      isSheetLost={found.isSheetLost}
    />
  );
}

/**
 * The site's book and the content that the sheet started from: null for a workbook of another year, whose revision
 * numbers count other revisions. Fetched once: the pane keeps it up itself.
 */
function useOpening(identity: WorkbookIdentity, isEnabled: boolean) {
  const { api } = useServices();
  const { siteCode, baseRevision, yearId } = identity;
  return useQuery({
    queryKey: ['opening', siteCode],
    enabled: isEnabled,
    staleTime: Infinity,
    networkMode: 'always',
    queryFn: async ({ signal }): Promise<{ reply: SiteBookReply; base: SheetBase | null }> => {
      const reply = await api.call(getSiteBook, { params: { siteCode }, body: undefined, signal });
      if (yearId !== reply.book.plan.year.id) return { reply, base: null };
      if (baseRevision === 0) return { reply, base: { revision: 0, content: reply.book.opening } };
      if (reply.head?.summary.number === baseRevision) {
        return { reply, base: { revision: baseRevision, content: reply.head.content } };
      }
      const params = { siteCode, number: baseRevision };
      const { content } = await api.call(getRevision, { params, body: undefined, signal });
      return { reply, base: { revision: baseRevision, content } };
    },
  });
}

/** A refusal that no second try mends gets the ways on; anything else a second try. */
function Refused({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const failure = failureOf(error);
  if (failure.kind === 'refused' && failure.problem.status < 500) {
    const { title, whatToDo } = failure.problem;
    return <BlockedScreen title={title} text={whatToDo} offersOtherAccount />;
  }
  return <ErrorState failure={failure} context="loading" onRetry={onRetry} />;
}
