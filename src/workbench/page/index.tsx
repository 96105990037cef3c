import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { lockOf } from '../../api/watch-connection.js';
import { connectServices } from '../../ui/services/connect.js';
import { ServicesContext } from '../../ui/services/services.js';
import { createSessionStore } from '../../ui/session/session-store.js';
import { useSession } from '../../ui/session/use-session.js';
import { SignInPage } from '../../ui/sign-in/SignInPage.js';
import { SitebookTheme } from '../../ui/theme/SitebookTheme.js';
import type { ExcelHost } from '../host/excel-host.js';
import { ChooseWorkbook } from './ChooseWorkbook.js';
import { Workbench } from './Workbench.js';

const now = () => new Date();
const session = createSessionStore({ storage: sessionStorage, now });
const services = connectServices({ session, now, alone: lockOf(navigator.locks) });

function App() {
  const signedIn = useSession(session);
  const [host, setHost] = useState<ExcelHost | null>(null);
  const siteCode = new URLSearchParams(location.search).get('site');
  if (host) return <Workbench host={host} onClose={() => setHost(null)} />;
  if (!signedIn) {
    return (
      <SignInPage purpose="Workbench: a site's workbook as Excel would show it" notice={session.notice()} />
    );
  }
  return <ChooseWorkbook onOpened={setHost} siteCode={siteCode} />;
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <SitebookTheme>
        <QueryClientProvider client={new QueryClient()}>
          <ServicesContext.Provider value={services}>
            <App />
          </ServicesContext.Provider>
        </QueryClientProvider>
      </SitebookTheme>
    </StrictMode>,
  );
}
