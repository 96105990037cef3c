import {
  Badge,
  Button,
  Caption1,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle1,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getDemo } from '../../contract/sign-in.js';
import {
  getWorkbook,
  getWorkbooks,
  listSites,
  type RevisionSummary,
  type SiteStatus,
} from '../../contract/sites.js';
import { workbookName } from '../../core/workbook/workbook-name.js';
import { Money } from '../../ui/figures/Money.js';
import { formatDate, formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { useSession } from '../../ui/session/use-session.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { downloadFile } from '../app/download-file.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { WEB_EN } from '../messages-en.js';
import { STATUS_COLOURS } from '../status-colours.js';

const WORDS = WEB_EN.sites;

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
  },
  all: { marginInlineStart: 'auto' },
  quiet: { color: tokens.colorNeutralForeground3 },
  state: { whiteSpace: 'nowrap' },
  links: { display: 'flex', columnGap: tokens.spacingHorizontalM, whiteSpace: 'nowrap' },
});

/** Where a site stands and its figures; what can be done with it is the screen's. */
const FIGURE_COLUMNS: readonly FigureColumn<SiteStatus>[] = [
  { title: WORDS.columns.site, isFigure: false, render: ({ site }) => site.name },
  { title: WORDS.columns.state, isFigure: false, render: (status) => <State status={status} /> },
  {
    title: WORDS.columns.last,
    isFigure: false,
    render: ({ revision }) => revision && <LastSaved {...revision} />,
  },
  {
    title: WORDS.columns.current,
    isFigure: true,
    render: ({ currentCents }) => <Money cents={currentCents} form="plain" />,
  },
  {
    title: WORDS.columns.proposed,
    isFigure: true,
    render: ({ revision }) => revision && <Money cents={revision.totalCents} form="plain" />,
  },
  {
    title: WORDS.columns.allocated,
    isFigure: true,
    render: ({ allocatedCents }) => <Money cents={allocatedCents} form="plain" />,
  },
  {
    title: WORDS.columns.left,
    isFigure: true,
    render: ({ revision, allocatedCents }) =>
      revision && (
        <Money
          cents={allocatedCents - revision.totalCents}
          form="plain"
          isOver={allocatedCents < revision.totalCents}
        />
      ),
  },
  { title: WORDS.columns.problems, isFigure: true, render: ({ revision }) => revision?.fatalCount },
];

/** Where every site stands, and its workbook; the budget manager takes all of them at once. */
export function SitesScreen() {
  const styles = useStyles();
  const { api, session } = useServices();
  const roles = useSession(session)?.person.roles ?? [];
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: () => api.call(listSites, { params: {}, body: undefined }),
  });
  const demo = useQuery({
    queryKey: ['demo'],
    queryFn: () => api.call(getDemo, { params: {}, body: undefined }),
  });
  const download = useMutation({
    mutationFn: async ({ site }: SiteStatus) => {
      const bytes = await api.call(getWorkbook, { params: { siteCode: site.code }, body: undefined });
      if (sites.data) downloadFile(workbookName(site, sites.data), new Blob([bytes.slice()]));
    },
  });
  const downloadAll = useMutation({
    mutationFn: async () => {
      const bytes = await api.call(getWorkbooks, { params: {}, body: undefined });
      downloadFile(WORDS.allName(sites.data?.year.id ?? ''), new Blob([bytes.slice()]));
    },
  });
  if (sites.isPending) return <LoadingState />;
  if (sites.isError) {
    return (
      <ErrorState context="loading" failure={failureOf(sites.error)} onRetry={() => void sites.refetch()} />
    );
  }
  const isDemo = (demo.data?.signIns.length ?? 0) > 0;
  const columns: FigureColumn<SiteStatus>[] = [
    ...FIGURE_COLUMNS,
    {
      title: '',
      isFigure: false,
      render: (status) => (
        <span className={styles.links}>
          <Link
            as="button"
            aria-label={WORDS.downloadOf(status.site.name)}
            onClick={() => download.mutate(status)}
          >
            {WORDS.download}
          </Link>
          {isDemo && (
            <Link
              aria-label={WORDS.workbenchOf(status.site.name)}
              href={`/workbench?site=${encodeURIComponent(status.site.code)}`}
            >
              {WORDS.workbench}
            </Link>
          )}
        </span>
      ),
    },
  ];
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
        <Caption1 className={styles.quiet}>{WORDS.due(formatDate(sites.data.year.dueDate))}</Caption1>
        {roles.some(({ role }) => role === 'budgetManager') && (
          <Button
            className={styles.all}
            disabledFocusable={downloadAll.isPending}
            onClick={() => downloadAll.mutate()}
          >
            {downloadAll.isPending ? WORDS.downloadingAll : WORDS.downloadAll}
          </Button>
        )}
      </header>
      {download.isError && <Failed>{WORDS.downloadFailed}</Failed>}
      {downloadAll.isError && <Failed>{WORDS.downloadAllFailed}</Failed>}
      <FigureTable
        label={WORDS.title}
        columns={columns}
        rows={sites.data.sites}
        keyOf={({ site }) => site.code}
        stacks
      />
    </main>
  );
}

function Failed({ children }: { children: string }) {
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}

function LastSaved({ savedBy, savedAt }: Pick<RevisionSummary, 'savedBy' | 'savedAt'>) {
  return (
    <span className={useStyles().state}>{`${savedBy}, ${formatInstant(savedAt, localTimeZone())}`}</span>
  );
}

function State({ status: { revision, submission } }: { status: SiteStatus }) {
  const styles = useStyles();
  if (submission) {
    return (
      <Badge appearance="tint" color={STATUS_COLOURS[submission.status]} className={styles.state}>
        {WEB_EN.status[submission.status]}
      </Badge>
    );
  }
  return <span className={styles.state}>{revision ? WORDS.saved(revision.number) : WORDS.notStarted}</span>;
}
