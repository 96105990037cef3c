import { Button } from '@fluentui/react-components';
import { PANE } from '../../../ui/messages/pane.js';
import { SHARED } from '../../../ui/messages/shared.js';
import { useServices } from '../../../ui/services/services.js';
import { useSession } from '../../../ui/session/use-session.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { SiteDownloads } from './SiteDownloads.js';

export type BlockedScreenProps = {
  title: string;
  text: string;
  /** Signing in as somebody else may be the way on. */
  offersOtherAccount?: boolean;
};

/** The open workbook cannot be worked on: why, and the workbooks that can. */
export function BlockedScreen({ title, text, offersOtherAccount = false }: BlockedScreenProps) {
  const { session } = useServices();
  const isSignedIn = useSession(session) !== null;
  return (
    <EmptyState title={title} text={text}>
      {isSignedIn && <SiteDownloads />}
      {isSignedIn && (
        <Button appearance="subtle" onClick={() => session.set(null)}>
          {offersOtherAccount ? PANE.noAccess.otherAccount : SHARED.signIn.signOut}
        </Button>
      )}
    </EmptyState>
  );
}
