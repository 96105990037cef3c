import { focusManager } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createClient } from '../api/client.js';
import type { Services } from '../ui/services/services.js';
import { createSessionStore } from '../ui/session/session-store.js';
import { App, type HostSupport } from './app/App.js';
import { taskOfAddress } from './app/pane-task.js';
import { createPaneMemory } from './host/pane-memory.js';
import { excelHost } from '../excel/excel-host.js';
import { START_FAILED } from './wait-for-office.js';

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
  const session = createSessionStore({
    storage: browserStorage('sessionStorage'),
    partitionKey: Office.context.partitionKey,
    now: () => new Date(),
  });
  const api = createClient({
    baseUrl: '',
    token: () => session.current()?.token ?? null,
    onSignedOut: (problem) => session.set(null, problem.title),
  });
  return { api, session, now: () => new Date() };
}

function supportOf(host: Office.HostType | null): HostSupport {
  if (host !== Office.HostType.Excel) return 'missing';
  return Office.context.requirements.isSetSupported('ExcelApi', NEEDED_API) ? 'ready' : 'tooOld';
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
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
  const theme = Office.context.officeTheme as Office.OfficeTheme | undefined;
  createRoot(root).render(
    <App
      services={createServices()}
      host={excelHost}
      support={supportOf(host)}
      officeBackground={theme?.bodyBackgroundColor}
      memory={createPaneMemory({
        storage: browserStorage('localStorage'),
        partitionKey: Office.context.partitionKey,
      })}
      task={taskOfAddress(location.search)}
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
