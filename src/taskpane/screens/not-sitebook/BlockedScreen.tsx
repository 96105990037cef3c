import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { PANE } from '../../../ui/messages/pane.js';
import { SHARED } from '../../../ui/messages/shared.js';
import { useServices } from '../../../ui/services/services.js';
import { useSession } from '../../../ui/session/use-session.js';
import { signOutOf } from '../../../ui/session/sign-out.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { SignOutQuestion } from '../offline/SignOutQuestion.js';
import { SiteDownloads } from './SiteDownloads.js';

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
        <SignOutQuestion
          queue={saveQueue}
          onSignOut={() => signOutOf(services)}
          onCancel={() => setAsking(false)}
        />
      )}
    </EmptyState>
  );
}
