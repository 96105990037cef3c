import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { lockOf } from '../api/watch-connection.js';
import { addSentences } from '../ui/messages/describe-problem.js';
import { IMPORT_PROBLEMS } from '../ui/messages/import-problems.js';
import { connectServices } from '../ui/services/connect.js';
import { createSessionStore } from '../ui/session/session-store.js';
import { ServicesContext } from '../ui/services/services.js';
import { SitebookTheme } from '../ui/theme/SitebookTheme.js';
import { App } from './app/App.js';

addSentences(IMPORT_PROBLEMS);

const now = () => new Date();
const session = createSessionStore({ storage: window.sessionStorage, now });
const services = connectServices({ session, now, alone: lockOf(navigator.locks) });
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
// What was fetched belongs to one person; a newer token of the same changes nothing.
let person = session.current()?.person.id;
session.subscribe(() => {
  const next = session.current()?.person.id;
  if (next !== person) queries.clear();
  person = next;
});

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <SitebookTheme>
      <ServicesContext value={services}>
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </ServicesContext>
    </SitebookTheme>,
  );
}
