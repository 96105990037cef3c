import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { FundingSource } from '../../../core/budget/funding-source.js';
import { parseCentsPlain } from '../../../core/money.js';
import type { Problem } from '../../../core/problem.js';
import type { Wish } from '../../../contract/requests.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { describeProblem } from '../../../ui/messages/describe-problem.js';
import { REQUESTS } from '../../../ui/messages/requests.js';
import { useAskFinance } from '../../../ui/requests/use-requests.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';

const WORDS = REQUESTS;
const LONGEST = 2000;

const useStyles = makeStyles({
  // A list of long names must not make it wider than the dialog.
  content: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', rowGap: tokens.spacingVerticalM },
  narrow: { minWidth: 0, width: '100%' },
  reason: { alignSelf: 'center', color: tokens.colorNeutralForeground2 },
});

export type RequestCodeProps = {
  siteCode: string;
  /** The funding sources that the site has, in the order of its balances. */
  fundingSources: readonly Pick<FundingSource, 'code' | 'title'>[];
  /** What was looked for before, as a beginning. */
  purpose?: string;
  onClose: () => void;
};

/** Asks finance for an account string in plain words: what for, who pays, how much. */
export function RequestCode({ siteCode, fundingSources, purpose: begun = '', onClose }: RequestCodeProps) {
  const styles = useStyles();
  const [purpose, setPurpose] = useState(begun);
  const [source, setSource] = useState('');
  const [amount, setAmount] = useState('');
  const { code } = WORDS;
  const cents = parseCentsPlain(amount.replace(/[$,\s]/g, ''));
  const missing =
    purpose.trim() === ''
      ? code.purposeMissing
      : source === ''
        ? code.sourceMissing
        : cents === null
          ? code.amountWrong
          : null;
  return (
    <WishDialog
      siteCode={siteCode}
      title={code.title}
      intro={code.intro}
      missing={missing}
      wish={{ kind: 'code', purpose: purpose.trim(), fundingSource: source, amountCents: cents ?? 0 }}
      onClose={onClose}
    >
      <Field label={code.purpose} required>
        <Textarea
          rows={3}
          resize="vertical"
          maxLength={LONGEST}
          value={purpose}
          onChange={(_, { value }) => setPurpose(value)}
        />
      </Field>
      <Field label={code.fundingSource} required>
        <Select
          root={{ className: styles.narrow }}
          className={styles.narrow}
          value={source}
          onChange={(_, { value }) => setSource(value)}
        >
          <option value="" />
          {fundingSources.map(({ code: value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={code.amount} required>
        <Input inputMode="decimal" value={amount} onChange={(_, { value }) => setAmount(value)} />
      </Field>
    </WishDialog>
  );
}

export type RequestExceptionProps = {
  siteCode: string;
  problem: Problem & { ruleId: string };
  onClose: () => void;
};

/** Asks finance to allow what a rule finds fault with, for the figures as they are. */
export function RequestException({ siteCode, problem, onClose }: RequestExceptionProps) {
  const [reason, setReason] = useState('');
  const { exception } = WORDS;
  return (
    <WishDialog
      siteCode={siteCode}
      title={exception.title}
      intro={exception.intro}
      missing={reason.trim() === '' ? exception.reasonMissing : null}
      wish={{ kind: 'exception', problem, reason: reason.trim() }}
      onClose={onClose}
    >
      <Text weight="semibold">{describeProblem(problem).sentence}</Text>
      <Field label={exception.reason} required>
        <Textarea
          rows={3}
          resize="vertical"
          maxLength={LONGEST}
          value={reason}
          onChange={(_, { value }) => setReason(value)}
        />
      </Field>
    </WishDialog>
  );
}

type WishDialogProps = {
  siteCode: string;
  title: string;
  intro: string;
  /** Why it cannot be sent yet; null when it can. */
  missing: string | null;
  wish: Wish;
  onClose: () => void;
  children: ReactNode;
};

function WishDialog({ siteCode, title, intro, missing, wish, onClose, children }: WishDialogProps) {
  const styles = useStyles();
  const asking = useAskFinance(siteCode);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid="request-dialog">
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{intro}</Text>
            {children}
            {asking.isError && <ErrorState context="loading" failure={failureOf(asking.error)} />}
          </DialogContent>
          <DialogActions fluid>
            <Button
              appearance="primary"
              disabledFocusable={missing !== null || asking.isPending}
              onClick={() => asking.mutate(wish, { onSuccess: onClose })}
            >
              {asking.isPending ? WORDS.sending : WORDS.send}
            </Button>
            <Text size={200} className={styles.reason} data-testid="request-missing">
              {missing ?? ''}
            </Text>
            <Button onClick={onClose}>{WORDS.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
