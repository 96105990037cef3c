import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createClient } from '../api/client.js';
import { createSessionStore } from '../ui/session/session-store.js';
import { ServicesContext, type Services } from '../ui/services/services.js';
import { SitebookTheme } from '../ui/theme/SitebookTheme.js';
import { App } from './app/App.js';

const now = () => new Date();
const session = createSessionStore({ storage: window.sessionStorage, now });
const api = createClient({
  baseUrl: '',
  token: () => session.current()?.token ?? null,
  onSignedOut: (problem) => session.set(null, problem.title),
});
const services: Services = { api, session, now };
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
// What was fetched belongs to one person.
session.subscribe(() => queries.clear());

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
