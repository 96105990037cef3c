import { createContext, useContext } from 'react';
import type { ExcelHost } from '../../excel/excel-host.js';

export const HostContext = createContext<ExcelHost | null>(null);

/** Excel, as the pane around was given it. Throws outside of one, which is a fault of the wiring. */
export function useHost(): ExcelHost {
  const host = useContext(HostContext);
  if (host === null) throw new Error('useHost needs a HostContext around it');
  return host;
}
