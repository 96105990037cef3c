import { Button } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { PANE } from '../../ui/messages/pane.js';
import { ServicesContext, useServices, type Services } from '../../ui/services/services.js';
import { useSession } from '../../ui/session/use-session.js';
import { SignInForm } from '../../ui/sign-in/SignInForm.js';
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
};

/** The task pane. Everything from outside is handed in, so that it runs in Excel and in tests alike. */
export function App({ services, host, support, officeBackground, memory, task = null }: AppProps) {
  const [pending] = useState(() => new PendingTask(task));
  const session = useSession(services.session);
  const token = session?.token ?? null;
  return (
    <SitebookTheme officeBackground={officeBackground}>
      <ServicesContext value={services}>
        <HostContext value={host}>
          <PaneMemoryContext value={memory}>
            <PendingTaskContext value={pending}>
              {support === 'ready' ? (
                <SessionCache key={token} />
              ) : (
                <EmptyState {...(support === 'tooOld' ? PANE.hostTooOld : PANE.hostMissing)} />
              )}
            </PendingTaskContext>
          </PaneMemoryContext>
        </HostContext>
      </ServicesContext>
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
  const identity = useQuery({
    queryKey: ['identity'],
    queryFn: () => host.readIdentity(),
    staleTime: Infinity,
    networkMode: 'always',
  });
  const lookAgain = () => void identity.refetch();
  if (identity.isPending) return <LoadingState />;
  if (identity.isError) return <CannotRead error={identity.error} onRetry={lookAgain} />;
  if (identity.data === null) return <NotSitebookScreen onLookAgain={lookAgain} />;
  if (session === null) return <SignInForm notice={store.notice()} district={identity.data.district} />;
  return <SiteGate identity={identity.data} session={session} />;
}

function CannotRead({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { cannotRead, faults, lookAgain } = PANE.trouble;
  return (
    <EmptyState title={cannotRead} text={faults[excelFault(error)]}>
      <Button onClick={onRetry}>{lookAgain}</Button>
    </EmptyState>
  );
}
