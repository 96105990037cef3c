import {
  Button,
  Caption1,
  Card,
  CardHeader,
  makeStyles,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { readAll } from '../../api/read-all.js';
import { createMaster, listMasters, type MasterSummary } from '../../contract/master-budgets.js';
import { Money } from '../../ui/figures/Money.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { useSession } from '../../ui/session/use-session.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { ControlTotalsButton } from './ControlTotals.js';
import { MasterVersion } from './MasterVersion.js';
import { WORDS } from './words.js';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
    alignContent: 'start',
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
  versions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The budget manager's screen: merge, the versions so far, and the chosen one with its tie-out. */
export function MasterScreen({ version }: { version: number | null }) {
  const styles = useStyles();
  const { api, session: store } = useServices();
  const session = useSession(store);
  const mayManage = session?.person.roles.some(({ role }) => role === 'budgetManager') ?? false;
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const versions = useQuery({
    queryKey: ['masters'],
    queryFn: async () => {
      const pages = await readAll(api, listMasters, { params: {} });
      return { versions: pages.flatMap((page) => page.versions) };
    },
  });
  const merge = useMutation({
    mutationFn: () => api.call(createMaster, { params: {}, body: {} }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['masters'] });
      navigate(`/master/${String(made.version)}`);
    },
  });
  if (versions.isPending) return <LoadingState />;
  if (versions.isError) {
    return (
      <ErrorState
        context="loading"
        failure={failureOf(versions.error)}
        onRetry={() => void versions.refetch()}
      />
    );
  }
  const list = versions.data.versions;
  const adopted = list.find(({ stage }) => stage === 'adopted');
  const chosen = version ?? (adopted ?? list[0])?.version ?? null;
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
        {mayManage && !adopted && (
          <Button appearance="primary" disabledFocusable={merge.isPending} onClick={() => merge.mutate()}>
            {merge.isPending ? WORDS.merging : WORDS.merge}
          </Button>
        )}
        {mayManage && <ControlTotalsButton />}
        {mayManage && adopted && <Text>{WORDS.mergedNoMore(adopted.version)}</Text>}
      </header>
      {merge.isError && <ErrorState context="merging" failure={failureOf(merge.error)} />}
      {list.length === 0 && <EmptyState title={WORDS.empty} text={WORDS.emptyText} />}
      {list.length > 1 && (
        <nav className={styles.versions} aria-label={WORDS.title}>
          {list.map((summary) => (
            <Card
              key={summary.version}
              size="small"
              selected={summary.version === chosen}
              onSelectionChange={() => navigate(`/master/${String(summary.version)}`)}
            >
              <CardHeader
                header={<Text weight="semibold">{titleOf(summary)}</Text>}
                description={
                  <Caption1 className={styles.quiet}>
                    {WORDS.made(summary.createdBy, formatInstant(summary.createdAt, localTimeZone()))} ·{' '}
                    <Money cents={summary.totalCents} />
                  </Caption1>
                }
              />
            </Card>
          ))}
        </nav>
      )}
      {chosen !== null && <MasterVersion key={chosen} version={chosen} mayManage={mayManage} />}
    </main>
  );
}

function titleOf({ version, stage }: MasterSummary): string {
  return stage ? `${WORDS.version(version)} · ${WORDS.stage.names[stage]}` : WORDS.version(version);
}
