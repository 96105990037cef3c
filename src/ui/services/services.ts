import { createContext, useContext } from 'react';
import type { ApiClient } from '../../api/client.js';
import type { SaveQueue } from '../../api/save-queue.js';
import type { SessionStore } from '../session/session-store.js';

/** What screens need from outside; tests hand in their own. */
export type Services = {
  api: ApiClient;
  session: SessionStore;
  now: () => Date;
  /** Where saves and submissions go; absent where nothing is saved, and in tests of other things. */
  saveQueue?: SaveQueue;
};

export const ServicesContext = createContext<Services | null>(null);

/** The services of the app around. Throws outside of one, which is a fault of the wiring. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesContext around it');
  return services;
}
