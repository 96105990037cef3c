import type { ExcelHost } from './excel-host.js';
import { createNativeBridge } from './native-bridge.js';

/**
 * The requirement sets the stand-in claims unless told otherwise: what Sitebook asks of Excel and no more, so that
 * nothing newer is leaned upon by accident.
 */
export const CLAIMED_SETS: Readonly<Record<string, string>> = {
  ExcelApi: '1.14',
  DialogApi: '1.2',
  Settings: '1.1',
  DelayForCellEdit: '1.1',
};

export type DesktopOptions = {
  /** Requirement sets by name, with the highest version of each. */
  requirementSets?: Readonly<Record<string, string>>;
  /** In which language Excel shows itself and takes figures, such as `es-US`; English of the United States by itself. */
  language?: string;
};

/** The parts of a browser's window that the shim sets. */
type DesktopWindow = { external?: unknown; _richApiNativeBridge?: unknown };

type Callback = (...results: unknown[]) => void;

/**
 * Makes a page look like Excel's desktop task pane to office.js: host Excel, platform PC. To be called before
 * office.js loads, over http or https. It sets the host-facing globals the library itself looks for
 * (`window.external` and `_richApiNativeBridge`, as its debug build shows) and touches none of the library's files.
 * Document settings (`Office.context.document.settings`) are kept in memory.
 */
export function installDesktopShim(
  window: DesktopWindow,
  host: ExcelHost,
  options: DesktopOptions = {},
): void {
  window._richApiNativeBridge = createNativeBridge(host);
  const context = appContext(host, options.requirementSets ?? CLAIMED_SETS, options.language ?? ENGLISH_US);
  const external = {
    GetContext: () => context,
    GetHostInfo: () => 'Excel$Win32$16.01$en-US$telemetry$$disableLogging$0',
    // Requests of the old common API: taken and answered with success.
    Execute: (_id: number, _parameters: unknown, callback?: Callback) => callback?.([0]),
    RegisterEvent: (_id: number, _target: string, _handler: Callback, callback?: Callback) => callback?.(0),
    UnregisterEvent: (_id: number, _target: string, callback?: Callback) => callback?.(0),
  };
  // A browser's own `external` is an object that cannot be replaced; where there is none, ours takes its place.
  if (typeof window.external === 'object' && window.external !== null)
    Object.assign(window.external, external);
  else window.external = external;
}

/** The library's numbers for Excel and for read and write, and the language of an Excel that nobody changed. */
const EXCEL_APP = 1;
const READ_WRITE = 1;
const ENGLISH_US = 'en-US';

function appContext(
  host: ExcelHost,
  sets: Readonly<Record<string, string>>,
  language: string,
): Record<string, () => unknown> {
  const settings = settingsStore(new Map());
  return {
    GetAppType: () => EXCEL_APP,
    GetSolutionRef: () => 'sitebook',
    GetAppVersionMajor: () => 16,
    GetAppVersionMinor: () => 1,
    GetAppUILocale: () => language,
    GetAppDataLocale: () => language,
    GetDocUrl: () => `C:\\Workbench\\${host.workbook.fileName}`,
    GetAppCapabilities: () => READ_WRITE,
    GetActivationMode: () => 0,
    GetControlIntegrationLevel: () => 0,
    GetSolutionToken: () => '',
    GetSupportedMatrix: () => JSON.stringify(sets),
    GetHostFullVersion: () => '16.0.17000.10000',
    GetSettings: () => settings,
    GetOfficeThemeInfo: () => '{}',
  };
}

/** Document settings: names and JSON texts side by side, as the library hands them over. */
function settingsStore(stored: Map<string, string>): unknown {
  return {
    Read: (names: string[], values: string[]) => {
      for (const [name, value] of stored) {
        names.push(name);
        values.push(value);
      }
    },
    Write: (names: string[], values: string[], ...rest: unknown[]) => {
      stored.clear();
      names.forEach((name, at) => stored.set(name, values[at] ?? 'null'));
      const callback = rest.find((argument): argument is Callback => typeof argument === 'function');
      callback?.(0);
    },
  };
}
