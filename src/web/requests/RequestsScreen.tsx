import {
  Badge,
  Body1Strong,
  Button,
  Caption1,
  Field,
  Input,
  makeStyles,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { SiteRequest } from '../../contract/requests.js';
import { formatInstant, formatMoney, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { describeProblem } from '../../ui/messages/describe-problem.js';
import { REQUESTS } from '../../ui/messages/requests.js';
import { useAllRequests, useAnswerRequest } from '../../ui/requests/use-requests.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';

const WORDS = REQUESTS;
const OFFICE = WORDS.office;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
    maxWidth: '760px',
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', rowGap: tokens.spacingVerticalL },
  item: { display: 'grid', gap: tokens.spacingVerticalXS },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  bar: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

export type RequestsScreenProps = {
  /** Names of sites by code, and of funding sources where they are known; codes stand in for what is not. */
  siteName: (siteCode: string) => string;
};

/** What sites ask of finance: codes in plain words and exceptions; open ones first, each answered in place. */
export function RequestsScreen({ siteName }: RequestsScreenProps) {
  const styles = useStyles();
  const requests = useAllRequests();
  if (requests.isPending) return <LoadingState rows={6} />;
  if (requests.data === undefined) {
    const retry = () => void requests.refetch();
    return <ErrorState context="loading" failure={failureOf(requests.error)} onRetry={retry} />;
  }
  const all = requests.data.requests;
  if (all.length === 0) return <EmptyState title={OFFICE.empty} text={OFFICE.emptyText} />;
  return (
    <main className={styles.page}>
      <Subtitle1 as="h2">{OFFICE.open(all.filter(({ answer }) => answer === null).length)}</Subtitle1>
      <ul className={styles.list} aria-label={OFFICE.title}>
        {all.map((request) => (
          <Request key={request.id} request={request} siteName={siteName(request.siteCode)} />
        ))}
      </ul>
    </main>
  );
}

function Request({ request, siteName }: { request: SiteRequest; siteName: string }) {
  const styles = useStyles();
  const { wish, requestedBy, requestedAt, answer, way } = request;
  const zone = localTimeZone();
  return (
    <li className={styles.item} data-testid={`request-${request.id}`}>
      <span className={styles.head}>
        <Body1Strong>{siteName}</Body1Strong>
        <Badge appearance="tint">{wish.kind === 'code' ? OFFICE.code : OFFICE.exception}</Badge>
        <Caption1 className={styles.quiet}>
          {WORDS.by(requestedBy, formatInstant(requestedAt, zone))}
        </Caption1>
      </span>
      {wish.kind === 'code' ? (
        <Text className={styles.text}>
          {wish.purpose} ({WORDS.wants(wish.fundingSource, formatMoney(wish.amountCents))})
        </Text>
      ) : (
        <>
          <Text>{describeProblem(wish.problem).sentence}</Text>
          <Text className={styles.text}>“{wish.reason}”</Text>
        </>
      )}
      {way && answer === null && (
        <Caption1 className={styles.quiet}>{way.steps.map(stepText).join(' · ')}</Caption1>
      )}
      {answer === null ? (
        <AnswerForm request={request} />
      ) : (
        <Caption1>
          {WORDS.status[answer.decision]}
          {answer.account !== undefined && ` · ${answer.account}`}
          {answer.reason !== '' && ` · ${answer.reason}`} ·{' '}
          {WORDS.answered(answer.answeredBy, formatInstant(answer.answeredAt, zone))}
        </Caption1>
      )}
    </li>
  );
}

function stepText({ title, status, signedBy }: NonNullable<SiteRequest['way']>['steps'][number]): string {
  const names = signedBy.length === 0 ? '' : ` (${signedBy.join(', ')})`;
  return `${title}: ${OFFICE.steps[status]}${names}`;
}

function AnswerForm({ request }: { request: SiteRequest }) {
  const styles = useStyles();
  const [account, setAccount] = useState(request.way?.account ?? '');
  const [reason, setReason] = useState('');
  const answering = useAnswerRequest();
  const isCode = request.wish.kind === 'code';
  const text = reason.trim();
  const isAccountMissing = isCode && account.trim() === '';
  const grant = () =>
    answering.mutate({
      request,
      body: { decision: 'granted', reason: text, ...(isCode ? { account: account.trim() } : {}) },
    });
  return (
    <>
      {isCode && (
        <Field label={OFFICE.account}>
          <Input
            value={account}
            maxLength={64}
            readOnly={request.way?.account !== undefined}
            onChange={(_, { value }) => setAccount(value)}
          />
        </Field>
      )}
      <Field label={OFFICE.reasonOptional}>
        <Input value={reason} maxLength={2000} onChange={(_, { value }) => setReason(value)} />
      </Field>
      {answering.isError && <ErrorState context="deciding" failure={failureOf(answering.error)} />}
      <div className={styles.bar}>
        <Button
          size="small"
          disabledFocusable={isAccountMissing || answering.isPending}
          title={isAccountMissing ? OFFICE.accountMissing : undefined}
          onClick={grant}
        >
          {isCode ? OFFICE.grantCode : OFFICE.grantException}
        </Button>
        <Button
          size="small"
          disabledFocusable={text === '' || answering.isPending}
          title={text === '' ? OFFICE.declineMissing : undefined}
          onClick={() => answering.mutate({ request, body: { decision: 'declined', reason: text } })}
        >
          {OFFICE.decline}
        </Button>
      </div>
    </>
  );
}
