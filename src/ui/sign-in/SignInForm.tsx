import {
  Button,
  Field,
  Input,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle1,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { getDemo, signIn } from '../../contract/sign-in.js';
import type { BodyOf } from '../../contract/endpoint.js';
import { ACCOUNT } from '../messages/account.js';
import { failureOf } from '../messages/describe-failure.js';
import { SHARED } from '../messages/shared.js';
import { SIGN_IN } from '../messages/sign-in.js';
import { useServices } from '../services/services.js';
import { ErrorState } from '../state/ErrorState.js';
import { CodeSignIn } from './CodeSignIn.js';
import { ForgotPassword } from './ForgotPassword.js';
import { SignInWays } from './SignInWays.js';

const WORDS = SHARED.signIn;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    maxWidth: '400px',
    boxSizing: 'border-box',
  },
  form: { display: 'grid', rowGap: tokens.spacingVerticalM },
  submit: { justifySelf: 'start' },
  demo: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalL,
  },
  demoList: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  demoButton: { width: '100%', justifyContent: 'flex-start', textAlign: 'left', height: 'auto' },
  demoText: { display: 'grid', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

type Entries = BodyOf<typeof signIn>;
const FIELDS = ['district', 'email', 'password'] as const;

export type SignInFormProps = {
  /** Why signing in is asked for, such as an ended session. */
  notice?: string | null;
  /** The district is known already, from the workbook. */
  district?: string;
  /** Whether a code may be confirmed in a browser instead; not in that browser itself. */
  offersCode?: boolean;
  /** Leaves for a provider's page: in a browser, where a page can come back from there. */
  onLeave?: ((path: string) => void) | undefined;
};

/** Asks who is there and puts the session into the store. Lists the sample sign-ins of a demo server. */
export function SignInForm({ notice = null, district = '', offersCode = true, onLeave }: SignInFormProps) {
  const styles = useStyles();
  const [way, setWay] = useState<'password' | 'code' | 'forgot'>('password');
  const [entries, setEntries] = useState<Entries>({ district, email: '', password: '' });
  return (
    <div className={styles.root} data-testid="sign-in">
      {way === 'code' ? (
        <CodeSignIn district={district} onPassword={() => setWay('password')} />
      ) : way === 'forgot' ? (
        <ForgotPassword district={entries.district} email={entries.email} onBack={() => setWay('password')} />
      ) : (
        <PasswordSignIn
          notice={notice}
          entries={entries}
          onEntries={setEntries}
          onCode={offersCode ? () => setWay('code') : null}
          onForgot={() => setWay('forgot')}
          onLeave={onLeave}
        />
      )}
    </div>
  );
}

type PasswordSignInProps = {
  notice: string | null;
  entries: Entries;
  onEntries: (entries: Entries) => void;
  onCode: (() => void) | null;
  onForgot: () => void;
  onLeave: ((path: string) => void) | undefined;
};

function PasswordSignIn({ notice, entries, onEntries, onCode, onForgot, onLeave }: PasswordSignInProps) {
  const styles = useStyles();
  const { api, session } = useServices();
  // Asked for when the whole name is there, and not at each of its letters.
  const [district, setDistrict] = useState(entries.district);
  const [isChecked, setChecked] = useState(false);
  const signingIn = useMutation({
    mutationFn: (body: Entries) => api.call(signIn, { params: {}, body }),
    onSuccess: (reply, body) => session.set({ ...reply, district: body.district.trim() }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (FIELDS.every((field) => entries[field].trim() !== '')) signingIn.mutate(entries);
  };
  return (
    <>
      <Subtitle1 as="h1">{WORDS.title}</Subtitle1>
      {notice !== null && (
        <MessageBar layout="multiline">
          <MessageBarBody>{notice}</MessageBarBody>
        </MessageBar>
      )}
      <form className={styles.form} onSubmit={submit} noValidate>
        {FIELDS.map((field) => (
          <Field
            key={field}
            label={WORDS[field]}
            {...(field === 'district' ? { hint: WORDS.districtHint } : {})}
            {...(isChecked && entries[field].trim() === ''
              ? { validationMessage: WORDS.missing[field] }
              : {})}
          >
            <Input
              type={field === 'password' ? 'password' : field === 'email' ? 'email' : 'text'}
              autoComplete={AUTO_COMPLETE[field]}
              value={entries[field]}
              onChange={(_, { value }) => onEntries({ ...entries, [field]: value })}
              onBlur={() => setDistrict(entries.district)}
            />
          </Field>
        ))}
        {signingIn.isError && <ErrorState failure={failureOf(signingIn.error)} context="signingIn" />}
        <Button appearance="primary" type="submit" className={styles.submit} disabled={signingIn.isPending}>
          {signingIn.isPending ? WORDS.busy : WORDS.submit}
        </Button>
      </form>
      {onLeave !== undefined && <SignInWays district={district} onLeave={onLeave} />}
      <Link as="button" className={styles.submit} onClick={onForgot}>
        {ACCOUNT.forgot.open}
      </Link>
      {onCode !== null && (
        <Link as="button" className={styles.submit} onClick={onCode}>
          {SIGN_IN.code.open}
        </Link>
      )}
      <DemoSignIns onChoose={(body) => signingIn.mutate(body)} isBusy={signingIn.isPending} />
    </>
  );
}

const AUTO_COMPLETE = { district: 'organization', email: 'username', password: 'current-password' } as const;

function DemoSignIns({ onChoose, isBusy }: { onChoose: (entries: Entries) => void; isBusy: boolean }) {
  const styles = useStyles();
  const { api } = useServices();
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => api.call(getDemo, { params: {}, body: undefined, signal }),
    staleTime: Infinity,
  });
  const signIns = demo.data?.signIns ?? [];
  if (signIns.length === 0) return null;
  return (
    <section className={styles.demo} aria-label={WORDS.demoTitle}>
      <Subtitle2 as="h2">{WORDS.demoTitle}</Subtitle2>
      <Text size={200} className={styles.quiet}>
        {WORDS.demoHint}
      </Text>
      <ul className={styles.demoList}>
        {signIns.map(({ name, who, ...entries }) => (
          <li key={entries.email}>
            <Button className={styles.demoButton} disabled={isBusy} onClick={() => onChoose(entries)}>
              <span className={styles.demoText}>
                <span>{name}</span>
                <Text size={200} className={styles.quiet}>
                  {who}
                </Text>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
