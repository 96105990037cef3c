import { Badge, Button, makeStyles, Text, tokens, type BadgeProps } from '@fluentui/react-components';
import type { SiteRequest } from '../../../contract/requests.js';
import { formatInstant, formatMoney } from '../../../words/figures.js';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { describeProblem } from '../../../ui/messages/describe-problem.js';
import { REQUESTS } from '../../../ui/messages/requests.js';
import { useSiteRequests } from '../../../ui/requests/use-requests.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';

const WORDS = REQUESTS;

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    listStyleType: 'none',
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
  },
  item: { display: 'grid', rowGap: tokens.spacingVerticalXXS, justifyItems: 'start' },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  account: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const COLOURS = {
  open: 'informative',
  granted: 'success',
  declined: 'warning',
} as const satisfies Record<string, BadgeProps['color']>;

export type RequestsPanelProps = {
  siteCode: string;
  timeZone: string;
  titleOf: (fundingSource: string) => string;
  /** Whether the sheet has a line on an account. */
  hasLine: (account: string) => boolean;
  /** Adds the line of an account that finance assigned; left out for people who only look. */
  onAddLine?: ((account: string, purpose: string) => void) | undefined;
};

/** What the site asked of finance and what came of it; an assigned account is one click from its line. */
export function RequestsPanel(props: RequestsPanelProps) {
  const styles = useStyles();
  const requests = useSiteRequests(props.siteCode);
  if (requests.isPending) return <LoadingState rows={4} />;
  if (requests.data === undefined) {
    const retry = () => void requests.refetch();
    return <ErrorState context="loading" failure={failureOf(requests.error)} onRetry={retry} />;
  }
  if (requests.data.requests.length === 0) return <EmptyState title={WORDS.none} text={WORDS.noneText} />;
  return (
    <ul className={styles.list} aria-label={WORDS.title} data-testid="requests">
      {requests.data.requests.map((request) => (
        <Request key={request.id} {...props} request={request} />
      ))}
    </ul>
  );
}

function Request({ request, ...props }: RequestsPanelProps & { request: SiteRequest }) {
  const styles = useStyles();
  const { timeZone, titleOf } = props;
  const { wish, requestedBy, requestedAt, answer } = request;
  const status = answer?.decision ?? 'open';
  return (
    <li className={styles.item} data-testid={`request-${request.id}`}>
      <Badge appearance="tint" color={COLOURS[status]}>
        {WORDS.status[status]}
      </Badge>
      {wish.kind === 'code' ? (
        <>
          <Text className={styles.text}>{wish.purpose}</Text>
          <Text size={200}>{WORDS.wants(titleOf(wish.fundingSource), formatMoney(wish.amountCents))}</Text>
        </>
      ) : (
        <>
          <Text>{describeProblem(wish.problem).sentence}</Text>
          <Text size={200} className={styles.text}>
            {wish.reason}
          </Text>
        </>
      )}
      <Text size={200} className={styles.quiet}>
        {WORDS.by(requestedBy, formatInstant(requestedAt, timeZone))}
      </Text>
      {answer && <Answer {...props} wish={wish} answer={answer} />}
    </li>
  );
}

type AnswerProps = RequestsPanelProps & {
  wish: SiteRequest['wish'];
  answer: NonNullable<SiteRequest['answer']>;
};

function Answer({ wish, answer, timeZone, hasLine, onAddLine }: AnswerProps) {
  const styles = useStyles();
  const { account, reason, answeredBy, answeredAt } = answer;
  return (
    <>
      {account !== undefined && (
        <Text weight="semibold" className={styles.account}>
          {WORDS.assigned(account)}
        </Text>
      )}
      {reason !== '' && <Text className={styles.text}>{reason}</Text>}
      <Text size={200} className={styles.quiet}>
        {WORDS.answered(answeredBy, formatInstant(answeredAt, timeZone))}
      </Text>
      {account !== undefined && hasLine(account) && <Text size={200}>{WORDS.isThere}</Text>}
      {account !== undefined && !hasLine(account) && onAddLine !== undefined && (
        <Button size="small" onClick={() => onAddLine(account, wish.kind === 'code' ? wish.purpose : '')}>
          {WORDS.addLine}
        </Button>
      )}
    </>
  );
}
