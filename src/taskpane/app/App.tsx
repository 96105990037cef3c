import { Button } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { PANE } from '../../ui/messages/pane.js';
import { ServicesContext, useServices, type Services } from '../../ui/services/services.js';
import { useSession } from '../../ui/session/use-session.js';
import { SignInForm } from '../../ui/sign-in/SignInForm.js';
import { CrashBoundary } from '../../ui/state/CrashBoundary.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { SitebookTheme } from '../../ui/theme/SitebookTheme.js';
import type { ExcelHost } from '../../excel/excel-host.js';
import { HostContext, useHost } from '../host/host-context.js';
import { PaneMemoryContext, type PaneMemory } from '../host/pane-memory.js';
import { NotSitebookScreen } from '../screens/not-sitebook/NotSitebookScreen.js';
import { excelFault } from '../sheet/sheet-store.js';
import { PendingTask, PendingTaskContext, type PaneTask } from './pane-task.js';
import { SiteGate } from './SiteGate.js';

/** Whether the host can carry Sitebook: not Excel at all, too old an Excel, or good. */
export type HostSupport = 'ready' | 'missing' | 'tooOld';

export type AppProps = {
  services: Services;
  host: ExcelHost;
  support: HostSupport;
  officeBackground?: string | undefined;
  memory: PaneMemory;
  /** What a ribbon button asked for. */
  task?: PaneTask | null;
  /** Told when drawing a screen failed. */
  onCrash: (error: unknown) => void;
};

/** The task pane. Everything from outside is handed in, so that it runs in Excel and in tests alike. */
export function App({ services, host, support, officeBackground, memory, task = null, onCrash }: AppProps) {
  const [pending] = useState(() => new PendingTask(task));
  const session = useSession(services.session);
  // The token changes every quarter of an hour, the person does not.
  const person = session?.person.id ?? '';
  return (
    <SitebookTheme officeBackground={officeBackground}>
      <CrashBoundary onCrash={onCrash} onReload={() => location.reload()}>
        <ServicesContext value={services}>
          <HostContext value={host}>
            <PaneMemoryContext value={memory}>
              <PendingTaskContext value={pending}>
                {support === 'ready' ? (
                  <SessionCache key={person} />
                ) : (
                  <EmptyState {...(support === 'tooOld' ? PANE.hostTooOld : PANE.hostMissing)} />
                )}
              </PendingTaskContext>
            </PaneMemoryContext>
          </HostContext>
        </ServicesContext>
      </CrashBoundary>
    </SitebookTheme>
  );
}

/** What was fetched belongs to one session: the next person starts from nothing. */
function SessionCache() {
  const queries = useMemo(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }), []);
  return (
    <QueryClientProvider client={queries}>
      <WorkbookGate />
    </QueryClientProvider>
  );
}

/** Which workbook is open, and who is there, decides what the pane can do. */
function WorkbookGate() {
  const { session: store } = useServices();
  const session = useSession(store);
  const host = useHost();
  const found = useQuery({
    queryKey: ['identity'],
    queryFn: () => host.findIdentity(),
    staleTime: Infinity,
    networkMode: 'always',
  });
  const lookAgain = () => void found.refetch();
  if (found.isPending) return <LoadingState />;
  if (found.isError) return <CannotRead error={found.error} onRetry={lookAgain} />;
  const { identity } = found.data;
  if (identity === null) return <NotSitebookScreen onLookAgain={lookAgain} />;
  if (session === null) return <SignInForm notice={store.notice()} district={identity.district} />;
  return <SiteGate found={found.data} identity={identity} session={session} onIdentityWritten={lookAgain} />;
}

function CannotRead({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { cannotRead, faults, lookAgain } = PANE.trouble;
  return (
    <EmptyState title={cannotRead} text={faults[excelFault(error)]}>
      <Button onClick={onRetry}>{lookAgain}</Button>
    </EmptyState>
  );
}
