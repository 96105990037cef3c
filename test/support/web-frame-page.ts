// Bundled for the browser by excel-on-the-web.ts: a page that plays Excel on the web around an unchanged pane.
import { ExcelHost } from '../../src/workbench/host/excel-host.js';
import { loadXlsx } from '../../src/workbench/host/load-xlsx.js';
import { connectWebFrame, webFrameUrl } from '../../src/workbench/host/web-frame-host.js';
import '../../src/workbench/page/window-host.js';

declare global {
  interface Window {
    openInExcel: (workbook: string, paneAddress: string) => Promise<void>;
  }
}

window.openInExcel = async (workbook, paneAddress) => {
  const bytes = Uint8Array.from(atob(workbook), (letter) => letter.charCodeAt(0));
  const host = new ExcelHost(await loadXlsx(bytes, 'Budget.xlsx'));
  window.sitebookHost = host;
  const frame = document.createElement('iframe');
  frame.title = 'Sitebook';
  connectWebFrame(window, frame, host);
  frame.src = webFrameUrl(paneAddress, location.href);
  document.body.append(frame);
};
