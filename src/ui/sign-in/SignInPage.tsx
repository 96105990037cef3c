import { Body1, Image, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { SHARED } from '../messages/shared.js';
import { SignInForm } from './SignInForm.js';

const useStyles = makeStyles({
  page: {
    minHeight: '100%',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  brand: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  words: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground2 },
  card: {
    width: '400px',
    maxWidth: '100%',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

export type SignInPageProps = {
  purpose: string;
  notice?: string | null;
  onLeave?: (path: string) => void;
  /** Stands in the card instead of the form. */
  children?: ReactNode;
};

/** Signing in as a whole page of its own, in a browser tab; the pane shows the form alone. */
export function SignInPage({ purpose, notice = null, onLeave, children }: SignInPageProps) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <Image src="/icons/sitebook-64.png" alt="" width={40} height={40} />
        <span className={styles.words}>
          <Subtitle1>{SHARED.product}</Subtitle1>
          <Body1 className={styles.quiet}>{purpose}</Body1>
        </span>
      </div>
      <div className={styles.card}>
        {children ?? <SignInForm notice={notice} offersCode={false} onLeave={onLeave} />}
      </div>
    </main>
  );
}
