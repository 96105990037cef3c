// Runs in the pane's own window before office.js: the library then finds a desktop Excel, which is the workbook of
// the page around. The pane itself is the very bundle that Excel loads.
import { installDesktopShim } from '../host/desktop-shim.js';
import './window-host.js';

const host = window.parent.sitebookHost;
// Excel shows itself in the language of the person's computer; here the browser's stands for it.
if (host) installDesktopShim(window, host, { language: navigator.language });
