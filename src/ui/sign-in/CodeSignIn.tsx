import { Button, Field, Input, Link, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type SubmitEvent } from 'react';
import { createSignInCode } from '../../contract/sign-in-codes.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../messages/describe-failure.js';
import { SIGN_IN } from '../messages/sign-in.js';
import { useServices } from '../services/services.js';
import { ErrorState } from '../state/ErrorState.js';
import { useCodeSignIn, type ShownCode } from './use-code-sign-in.js';

const WORDS = SIGN_IN.code;

const useStyles = makeStyles({
  form: { display: 'grid', rowGap: tokens.spacingVerticalM, justifyItems: 'start' },
  wide: { width: '100%' },
  address: { overflowWrap: 'anywhere', userSelect: 'all' },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '0.04em',
    whiteSpace: 'nowrap',
    userSelect: 'all',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export type CodeSignInProps = {
  /** The district where it is known already, from the workbook. */
  district: string;
  /** Back to the other way. */
  onPassword: () => void;
};

/** Signing in without typing a password here: shows a code, and waits until it is confirmed in a browser. */
export function CodeSignIn({ district: known, onPassword }: CodeSignInProps) {
  const styles = useStyles();
  const { api } = useServices();
  const [district, setDistrict] = useState(known);
  const [isChecked, setChecked] = useState(false);
  const asking = useMutation({
    networkMode: 'always',
    mutationFn: (name: string) => api.call(createSignInCode, { params: {}, body: { district: name } }),
  });
  const isMissing = district.trim() === '';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isMissing) asking.mutate(district);
  };
  return (
    <>
      <Subtitle1 as="h1">{WORDS.title}</Subtitle1>
      {asking.data ? (
        <Waiting code={asking.data} district={district} onAgain={() => asking.mutate(district)} />
      ) : (
        <form className={styles.form} onSubmit={submit} noValidate>
          <Text>{WORDS.intro}</Text>
          <Field
            className={styles.wide}
            label={WORDS.district}
            hint={WORDS.districtHint}
            {...(isChecked && isMissing ? { validationMessage: WORDS.districtMissing } : {})}
          >
            <Input
              autoComplete="organization"
              value={district}
              onChange={(_, { value }) => setDistrict(value)}
            />
          </Field>
          {asking.isError && <ErrorState failure={failureOf(asking.error)} context="signingIn" />}
          <Button appearance="primary" type="submit" disabledFocusable={asking.isPending}>
            {asking.isPending ? WORDS.getting : WORDS.get}
          </Button>
        </form>
      )}
      <Link as="button" onClick={onPassword}>
        {WORDS.password}
      </Link>
    </>
  );
}

type WaitingProps = { code: ShownCode; district: string; onAgain: () => void };

function Waiting({ code, district, onAgain }: WaitingProps) {
  const styles = useStyles();
  const { session } = useServices();
  const standing = useCodeSignIn(code, (signedIn) => session.set({ ...signedIn, district: district.trim() }));
  const isOver = standing === 'denied' || standing === 'expired';
  return (
    <div className={styles.form}>
      {!isOver && <CodeSteps code={code} />}
      <Text role="status">{WORDS[standing]}</Text>
      {!isOver && (
        <Text size={200} className={styles.quiet}>
          {WORDS.validUntil(formatInstant(code.expiresAt, localTimeZone()))}
        </Text>
      )}
      {isOver && (
        <Button appearance="primary" onClick={onAgain}>
          {WORDS.again}
        </Button>
      )}
    </div>
  );
}

function CodeSteps({ code }: { code: ShownCode }) {
  const styles = useStyles();
  const shown = useRef<HTMLDivElement>(null);
  const [copying, setCopying] = useState<'copied' | 'failed' | null>(null);
  const address = `${window.location.origin}${code.verifyPath}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code.userCode);
      setCopying('copied');
    } catch {
      // Embedded pages may not write to the clipboard; selecting needs nobody's leave.
      if (shown.current) window.getSelection()?.selectAllChildren(shown.current);
      setCopying('failed');
    }
  };
  return (
    <>
      <Text>{WORDS.steps[0]}</Text>
      <Link href={address} target="_blank" rel="noopener" className={styles.address}>
        {address}
      </Link>
      <Text>{WORDS.steps[1]}</Text>
      <div
        ref={shown}
        role="group"
        aria-label={WORDS.codeLabel}
        className={styles.code}
        data-testid="user-code"
      >
        {code.userCode}
      </div>
      <div className={styles.row}>
        <Button size="small" onClick={() => void copy()}>
          {copying === 'copied' ? WORDS.copied : WORDS.copy}
        </Button>
        {copying === 'failed' && <Text size={200}>{WORDS.copyFailed}</Text>}
      </div>
    </>
  );
}
