import type { ExcelHost } from '../host/excel-host.js';

declare global {
  interface Window {
    /** The workbook that the pane beside the grid talks to; its shim looks for it in the window around. */
    sitebookHost?: ExcelHost;
  }
}
