import { loadXlsx } from '../host/load-xlsx.js';
import { ExcelHost } from '../host/excel-host.js';
import './window-host.js';

/** Opens .xlsx bytes in the stand-in, and puts it where the pane finds it. */
export async function openBook(bytes: Uint8Array, fileName: string): Promise<ExcelHost> {
  const host = new ExcelHost(await loadXlsx(bytes, fileName));
  window.sitebookHost = host;
  return host;
}
