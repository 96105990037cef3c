import { Body1, Caption1, Link, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import type { Person } from '../../contract/sign-in.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { SHARED } from '../../ui/messages/shared.js';
import { grantText } from '../people/grant-text.js';
import { EndSessions } from './EndSessions.js';
import { MailChoiceForm } from './MailChoiceForm.js';
import { OwnPassword } from './OwnPassword.js';
import { StandIns } from './StandIns.js';

const WORDS = ACCOUNT.page;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 640px)',
    justifyContent: 'center',
    alignContent: 'start',
    rowGap: tokens.spacingVerticalXXL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXXL}`,
    minHeight: '100%',
    boxSizing: 'border-box',
    // It is taller than the window, where nothing else is painted.
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  name: { overflowWrap: 'anywhere' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What is about oneself: who one is here, mails, standing in, the password, and signing out everywhere. */
export function AccountPage({ person, onBack }: { person: Person; onBack: () => void }) {
  const styles = useStyles();
  return (
    <main className={styles.page} data-testid="account">
      <header className={styles.head}>
        <Link as="button" onClick={onBack}>
          {WORDS.back}
        </Link>
        <Caption1 className={styles.quiet}>
          {SHARED.product} · {WORDS.title}
        </Caption1>
        <Subtitle1 as="h1" className={styles.name}>
          {person.name}
        </Subtitle1>
        <Body1 className={styles.name}>{WORDS.as(person.email, person.districtName)}</Body1>
        {person.roles.length === 0 ? (
          <Text className={styles.quiet}>{WORDS.noRoles}</Text>
        ) : (
          <ul className={styles.list}>
            {person.roles.map(({ from, ...grant }, at) => (
              <li key={at}>
                {from === undefined ? grantText(grant) : WORDS.inStead(grantText(grant), from.name)}
              </li>
            ))}
          </ul>
        )}
      </header>
      <StandIns person={person} />
      <MailChoiceForm />
      <OwnPassword />
      <EndSessions />
    </main>
  );
}
