import { focusManager } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { browserStorage as queueBrowserStorage } from '../api/queue-storage.js';
import { createReporter, watchErrors, type ErrorReporter } from '../api/report-errors.js';
import { lockOf, watchConnection } from '../api/watch-connection.js';
import { HostPlatform } from '../contract/client-errors.js';
import { chooseLanguage, pageLanguage } from '../words/language.js';
import { expectLanguage, loadWords } from '../ui/language/words.js';
import { connectServices } from '../ui/services/connect.js';
import type { Services } from '../ui/services/services.js';
import { createSessionStore } from '../ui/session/session-store.js';
import type { HostSupport } from './app/App.js';
import { taskOfAddress } from './app/pane-task.js';
import { createPaneMemory } from './host/pane-memory.js';
import { excelHost } from '../excel/excel-host.js';
import { START_FAILED } from './wait-for-office.js';

const now = () => new Date();

/** LTSC 2021 ends at this requirement set; it brings the events and protection that the pane lives on. */
const NEEDED_API = '1.14';

function browserStorage(kind: 'sessionStorage' | 'localStorage'): Storage | null {
  try {
    return window[kind];
  } catch {
    // Storage is closed to embedded pages in some browsers; what is kept then lasts as long as the pane.
    return null;
  }
}

function createServices(): Services {
  const { partitionKey } = Office.context;
  const session = createSessionStore({ storage: browserStorage('sessionStorage'), partitionKey, now });
  const services = connectServices({
    session,
    now,
    partitionKey,
    alone: lockOf(navigator.locks),
    queueStorage: queueBrowserStorage(),
  });
  if (services.saveQueue) watchConnection(services.saveQueue, window);
  return services;
}

/** Faults of the pane reach the server's log, scrubbed of what was typed. */
function watchFaults({ api }: Services): ErrorReporter {
  const reporter = createReporter({
    api,
    origin: location.origin,
    now,
    platform: HostPlatform.catch('browser').parse(Office.context.platform),
    later: (run, ms) => {
      setTimeout(run, ms);
    },
  });
  watchErrors(reporter, window);
  return reporter;
}

function supportOf(host: Office.HostType | null): HostSupport {
  if (host !== Office.HostType.Excel) return 'missing';
  return Office.context.requirements.isSetSupported('ExcelApi', NEEDED_API) ? 'ready' : 'tooOld';
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
  expectLanguage(navigator.language);
  // The type says otherwise, but outside of Office the host is null.
  const { host } = (await Office.onReady()) as { host: Office.HostType | null };
  // A pane gets the focus without its page having been hidden, and is shown again without getting the focus.
  focusManager.setEventListener((onFocus) => {
    const seen = () => onFocus();
    window.addEventListener('focus', seen);
    window.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('focus', seen);
      window.removeEventListener('visibilitychange', seen);
    };
  });
  chooseLanguage({ display: Office.context.displayLanguage, content: Office.context.contentLanguage });
  await loadWords();
  document.documentElement.lang = pageLanguage();
  // Part of the same file, but read only now: catalogues are picked by the page's language when they load.
  const { App } = await import(/* webpackMode: "eager" */ './app/App.js');
  const theme = Office.context.officeTheme as Office.OfficeTheme | undefined;
  const services = createServices();
  const reporter = watchFaults(services);
  createRoot(root).render(
    <App
      services={services}
      host={excelHost}
      support={supportOf(host)}
      officeBackground={theme?.bodyBackgroundColor}
      memory={createPaneMemory({
        storage: browserStorage('localStorage'),
        partitionKey: Office.context.partitionKey,
      })}
      task={taskOfAddress(location.search)}
      onCrash={(error) => reporter.report(error, 'screen')}
    />,
  );
}

// Without office.js, or when it never says where it runs, the page says so by itself.
if ('Office' in globalThis) {
  start().catch((error: unknown) => {
    reportError(error);
    document.dispatchEvent(new Event(START_FAILED));
  });
}
