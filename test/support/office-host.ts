import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ExcelHost } from '../../src/workbench/host/excel-host.js';
import { Workbook } from '../../src/workbench/host/model/workbook.js';
import { createNativeBridge } from '../../src/workbench/host/native-bridge.js';

/** An open workbook behind the real office.js, as a test meets it. */
export type OpenExcel = { Excel: typeof Excel; host: ExcelHost; workbook: Workbook };

type LibraryGlobals = {
  Excel: typeof Excel;
  OfficeExtension: { HostBridge: { init(bridge: unknown): void } };
};

/**
 * Loads the library's unaltered Excel build once a test file and connects it to a workbook; later calls in the
 * same file open another workbook. Only the host file of the library is loaded: there is no `Office` global, so
 * every requirement set counts as supported.
 */
export function openExcel(workbook: Workbook = oneSheet()): OpenExcel {
  const host = new ExcelHost(workbook);
  const bridge = createNativeBridge(host);
  const globals = globalThis as unknown as Partial<LibraryGlobals> & Record<string, unknown>;
  if (globals.OfficeExtension === undefined) {
    provideBrowserGlobals(globals);
    globals['_richApiNativeBridge'] = bridge;
    const path = createRequire(import.meta.url).resolve('@microsoft/office-js/dist/excel-web-16.00.js');
    // Indirect, so that the library runs in this realm's global scope: it checks for plain objects by prototype.
    // oxlint-disable-next-line no-eval
    (0, eval)(readFileSync(path, 'utf8'));
  } else {
    globals.OfficeExtension.HostBridge.init(bridge);
  }
  if (!globals.Excel) throw new Error('The office.js library did not set Excel.');
  return { Excel: globals.Excel, host, workbook };
}

/** A workbook with one empty sheet, "Sheet1". */
export function oneSheet(): Workbook {
  const workbook = new Workbook();
  workbook.addSheet('Sheet1');
  return workbook;
}

/** The few globals the library reads while it loads; where a test has a browser's, they stay. */
function provideBrowserGlobals(globals: Record<string, unknown>): void {
  globals['window'] ??= globalThis;
  globals['document'] ??= {
    URL: '',
    readyState: 'loading',
    getElementsByTagName: () => [],
    addEventListener: () => undefined,
  };
  globals['navigator'] ??= { userAgent: 'node' };
  globals['location'] ??= { protocol: 'https:', search: '', hash: '', href: 'https://localhost/' };
  globals['addEventListener'] ??= () => undefined;
}
