import { Link, Subtitle1, Text } from '@fluentui/react-components';
import { ACCOUNT } from '../../ui/messages/account.js';
import { SHARED } from '../../ui/messages/shared.js';
import { useServices } from '../../ui/services/services.js';
import { signOutOf } from '../../ui/session/sign-out.js';
import { SignInPage } from '../../ui/sign-in/SignInPage.js';
import { useCardStyles } from './account-card.js';
import { ChangePasswordForm } from './ChangePasswordForm.js';

const WORDS = ACCOUNT.change;

/** Asked of somebody whose password was made by another, before anything else. */
export function ChangePasswordPage() {
  const styles = useCardStyles();
  const { api, session } = useServices();
  return (
    <SignInPage purpose={ACCOUNT.purpose}>
      <div className={styles.root} data-testid="change-password">
        <Subtitle1 as="h1">{WORDS.title}</Subtitle1>
        <Text>{WORDS.why}</Text>
        <ChangePasswordForm />
        <Link as="button" type="button" className={styles.start} onClick={() => signOutOf({ api, session })}>
          {SHARED.signIn.signOut}
        </Link>
      </div>
    </SignInPage>
  );
}
