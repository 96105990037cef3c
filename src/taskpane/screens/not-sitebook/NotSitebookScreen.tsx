import { Button } from '@fluentui/react-components';
import { PANE } from '../../../ui/messages/pane.js';
import { useServices } from '../../../ui/services/services.js';
import { useSession } from '../../../ui/session/use-session.js';
import { SignInForm } from '../../../ui/sign-in/SignInForm.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { SiteDownloads } from './SiteDownloads.js';

const WORDS = PANE.notSitebook;

/** A workbook that Sitebook did not make: says so, and gives the person her own. */
export function NotSitebookScreen({ onLookAgain }: { onLookAgain: () => void }) {
  const { session } = useServices();
  const isSignedIn = useSession(session) !== null;
  return (
    <>
      <EmptyState title={WORDS.title} text={WORDS.text}>
        {isSignedIn && <SiteDownloads isWayOn />}
        <Button onClick={onLookAgain}>{WORDS.lookAgain}</Button>
      </EmptyState>
      {!isSignedIn && <SignInForm notice={WORDS.signedOut} />}
    </>
  );
}
