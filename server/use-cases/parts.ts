import type { LayoutShelf } from '../exports/export-layouts.js';
import type { EntraVerifier } from '../identity/entra.js';
import type { OidcClient } from '../identity/oidc.js';
import type { SignInSettings } from '../identity/sign-in-settings.js';
import type { Tokens } from '../identity/tokens.js';
import type { ThreadLimits } from '../threads/limited-thread.js';
import type { Database } from '../stores/open-database.js';

/** What every use case works with. The clock and ids are parts so that tests decide them. */
export type Parts = {
  db: Database;
  tokens: Tokens;
  now: () => Date;
  newId: () => string;
  /** Sample sign-ins to offer; empty outside demo mode. */
  demoSignIns: readonly DemoSignIn[];
  /** Id of the add-in in manifest.xml, stamped into workbooks so that Excel offers the pane. */
  addInId: string;
  /** What reading a file that somebody sends may cost, where it is another than everywhere. */
  fileLimits?: ThreadLimits;
  /** How accounting systems want a budget: the shipped layouts, and those of whoever runs the server. */
  layouts: LayoutShelf;
  /** Signing in with accounts that people have elsewhere; absent where none is set up. */
  elsewhere?: Elsewhere;
  /** Takes what went wrong with a sign-in provider; the app writes it to its log. */
  noteProviderFault?: (entry: Record<string, string>) => void;
  /** Takes faults that pages and panes tell of; the app writes them to its log. */
  noteClientError?: (entry: Record<string, unknown>) => void;
  /** Tells what runs beside requests that there is something to do; none where nothing does. */
  nudges?: Nudges;
};

/** What a change within a transaction works with: at the command line there is no more. */
export type ChangeParts = Pick<Parts, 'now' | 'newId' | 'nudges'>;

export type Nudges = {
  /** Events of the audit trail wait to be sealed. */
  seal: () => void;
  /** Mails wait to be sent. */
  mail: () => void;
  /** Whether there is a mail server to send them. */
  sendsMail: boolean;
};

export type Elsewhere = { settings: SignInSettings; oidc: OidcClient; entra: EntraVerifier };

export type DemoSignIn = { district: string; email: string; password: string; name: string; who: string };
