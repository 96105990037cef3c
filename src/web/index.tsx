import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { lockOf } from '../api/watch-connection.js';
import { chooseLanguage, pageLanguage } from '../words/language.js';
import { loadWords } from '../ui/language/words.js';
import { connectServices } from '../ui/services/connect.js';
import { createSessionStore } from '../ui/session/session-store.js';
import { ServicesContext } from '../ui/services/services.js';
import { SitebookTheme } from '../ui/theme/SitebookTheme.js';

const now = () => new Date();

async function start(root: HTMLElement): Promise<void> {
  // Codes are confirmed and sign-ins looked after by everybody who works in Excel; the finance office's own screens are in English.
  const { language } = navigator;
  if (['/link', '/reset', '/account'].includes(location.pathname))
    chooseLanguage({ display: language, content: language });
  await loadWords();
  document.documentElement.lang = pageLanguage();
  // Part of the same file, but read only now: catalogues are picked by the page's language when they load.
  const { App } = await import(/* webpackMode: "eager" */ './app/App.js');
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

const root = document.getElementById('root');
if (root !== null) void start(root);
