import { Button } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useState } from 'react';
import { PANE } from '../../../ui/messages/pane.js';
import { SHARED } from '../../../ui/messages/shared.js';
import { useServices } from '../../../ui/services/services.js';
import { useSession } from '../../../ui/session/use-session.js';
import { signOutOf } from '../../../ui/session/sign-out.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { SiteDownloads } from './SiteDownloads.js';

/** In the file of what is opened, fetched at once: whoever is asked about waiting saves may have no connection. */
const loadQuestion = async () => ({
  default: (await import(/* webpackChunkName: "overlay" */ '../offline/SignOutQuestion.js')).SignOutQuestion,
});
const SignOutQuestion = lazy(loadQuestion);

export type BlockedScreenProps = {
  title: string;
  text: string;
  /** Signing in as somebody else may be the way on. */
  offersOtherAccount?: boolean;
};

/** The open workbook cannot be worked on: why, and the workbooks that can. */
export function BlockedScreen({ title, text, offersOtherAccount = false }: BlockedScreenProps) {
  const services = useServices();
  const { session, saveQueue } = services;
  const [isAsking, setAsking] = useState(false);
  const isSignedIn = useSession(session) !== null;
  useEffect(() => {
    // What does not come now is asked for again when it is wanted.
    loadQuestion().catch(() => undefined);
  }, []);
  return (
    <EmptyState title={title} text={text}>
      {isSignedIn && <SiteDownloads isWayOn />}
      {isSignedIn && (
        <Button
          appearance="subtle"
          onClick={() => (saveQueue?.hasWaiting() === true ? setAsking(true) : signOutOf(services))}
        >
          {offersOtherAccount ? PANE.noAccess.otherAccount : SHARED.signIn.signOut}
        </Button>
      )}
      {isAsking && saveQueue !== undefined && (
        <Suspense fallback={null}>
          <SignOutQuestion
            queue={saveQueue}
            onSignOut={() => signOutOf(services)}
            onCancel={() => setAsking(false)}
          />
        </Suspense>
      )}
    </EmptyState>
  );
}
