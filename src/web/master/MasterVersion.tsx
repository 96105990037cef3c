import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  Button,
  Caption1,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReplyOf } from '../../contract/endpoint.js';
import { exportMaster, getMaster } from '../../contract/master-budgets.js';
import { getMasterState, getMasterWorkbook, type MasterState } from '../../contract/master-work.js';
import { explainedBy, needsExplanation } from '../../core/merge/difference-explanation.js';
import { Dimension } from '../../core/merge/dimensions.js';
import type { TieOutPart } from '../../core/merge/tie-out.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { OverflowTabs } from '../app/OverflowTabs.js';
import { downloadFile } from '../app/download-file.js';
import { AccountsTable } from './AccountsTable.js';
import { ExportPart } from './ExportPart.js';
import { AmendmentsPart } from './AmendmentsPart.js';
import { ExplainDialog, type Difference } from './ExplainDialog.js';
import { ProofPart } from './ProofPart.js';
import { StaffPart } from './StaffPart.js';
import { StagePart } from './StagePart.js';
import { stateKey } from './state-key.js';
import { TieOutTable, differencesOf } from './TieOutTable.js';
import { TraceDrawer, type TracedFigure } from './TraceDrawer.js';
import { WORDS } from './words.js';

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalL },
  totals: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalXXL },
  total: { display: 'grid' },
  downloads: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  // Tables are in line with everything else.
  comparisons: { marginInline: `calc(-1 * ${tokens.spacingHorizontalM})` },
});

type Version = ReplyOf<typeof getMaster>;
type TabName = keyof typeof WORDS.tabs;

export type MasterVersionProps = { version: number; mayManage?: boolean };

/** One version of the master budget: its stage, the proof that it ties out, and its figures down to the line. */
export function MasterVersion({ version, mayManage = false }: MasterVersionProps) {
  const styles = useStyles();
  const { api } = useServices();
  const loaded = useQuery({
    queryKey: ['master', version],
    queryFn: () => api.call(getMaster, { params: { version }, body: undefined }),
    // A version never changes.
    staleTime: Infinity,
  });
  const state = useQuery({
    queryKey: stateKey(version),
    queryFn: () => api.call(getMasterState, { params: { version }, body: undefined }),
  });
  if (loaded.isPending || state.isPending) return <LoadingState rows={8} />;
  if (loaded.isError || state.isError) {
    const failed = loaded.isError ? loaded : state;
    return (
      <ErrorState context="loading" failure={failureOf(failed.error)} onRetry={() => void failed.refetch()} />
    );
  }
  return (
    <div className={styles.part}>
      <Totals data={loaded.data} />
      <StagePart state={state.data} mayManage={mayManage} />
      <ProofPart data={loaded.data} />
      <Figures data={loaded.data} state={state.data} mayManage={mayManage} />
      <ExportPart version={version} />
    </div>
  );
}

function Totals({ data: { summary } }: { data: Version }) {
  const styles = useStyles();
  const { api } = useServices();
  const { version } = summary;
  const zone = localTimeZone();
  const name = `master-budget-v${String(version)}`;
  const call = { params: { version }, body: undefined };
  const download = useMutation({
    mutationFn: async (kind: 'csv' | 'xlsx') => {
      if (kind === 'csv') {
        const csv = await api.call(exportMaster, call);
        downloadFile(`${name}.csv`, new Blob([csv], { type: 'text/csv' }));
      } else {
        const bytes = await api.call(getMasterWorkbook, call);
        downloadFile(`${name}.xlsx`, new Blob([new Uint8Array(bytes)]));
      }
    },
  });
  return (
    <>
      <div className={styles.totals}>
        <div className={styles.total}>
          <Caption1 className={styles.quiet}>
            {WORDS.version(version)}, {WORDS.made(summary.createdBy, formatInstant(summary.createdAt, zone))}
          </Caption1>
          <Text size={500} weight="semibold" data-testid="master-total">
            <Money cents={summary.totalCents} />
          </Text>
        </div>
        <div className={styles.total}>
          <Caption1 className={styles.quiet}>{WORDS.fte}</Caption1>
          <Text size={500} weight="semibold">
            <Fte fte={summary.totalFte} />
          </Text>
        </div>
        <div className={styles.total}>
          <Caption1 className={styles.quiet}>{WORDS.sitesIn}</Caption1>
          <Text size={500} weight="semibold">
            {summary.siteCount}
          </Text>
        </div>
        <div className={styles.downloads}>
          <Button disabledFocusable={download.isPending} onClick={() => download.mutate('xlsx')}>
            {WORDS.downloadWorkbook}
          </Button>
          <Button disabledFocusable={download.isPending} onClick={() => download.mutate('csv')}>
            {WORDS.download}
          </Button>
        </div>
      </div>
      {download.isError && <ErrorState context="loading" failure={failureOf(download.error)} />}
    </>
  );
}

type FiguresProps = { data: Version; state: MasterState; mayManage: boolean };

/** The figures by every dimension that the version has, with staff, accounts and, once it is adopted, amendments. */
function Figures({ data: { master, tieOut }, state, mayManage }: FiguresProps) {
  const styles = useStyles();
  const { version, adopted, explanations } = state;
  const panelId = useId();
  const [tab, setTab] = useState<TabName>('total');
  const [traced, setTraced] = useState<TracedFigure | null>(null);
  const [explained, setExplained] = useState<readonly Difference[] | null>(null);
  const isFixed = adopted === version;
  const dimensions = Dimension.options.filter((one) =>
    tieOut.parts.some(({ dimension }) => dimension === one),
  );
  const tabs: TabName[] = [...dimensions, 'accounts', 'staff', ...(isFixed ? (['amendments'] as const) : [])];
  const shown = tabs.includes(tab) ? tab : (tabs[0] ?? 'accounts');
  const openOf = (name: TabName) =>
    tieOut.parts
      .filter(({ dimension }) => dimension === name)
      .reduce((sum, part) => sum + toExplain(part, explanations), 0);
  return (
    <section className={styles.part}>
      <OverflowTabs
        label={WORDS.parts}
        tabs={tabs.map((name) => ({
          name,
          title: WORDS.tabs[name],
          mark: openOf(name) > 0 && (
            <Badge size="small" color="warning" aria-label={WORDS.toExplain(openOf(name))}>
              {openOf(name)}
            </Badge>
          ),
        }))}
        selected={shown}
        onSelect={setTab}
        panelId={panelId}
      />
      <div id={panelId} role="tabpanel" aria-label={WORDS.tabs[shown]} className={styles.part}>
        {shown === 'accounts' && (
          <AccountsTable
            accounts={master.accounts}
            onTrace={(account) => setTraced({ account, title: account })}
          />
        )}
        {shown === 'staff' && <StaffPart staff={tieOut.staff} />}
        {shown === 'amendments' && <AmendmentsPart mayManage={mayManage} />}
        <DimensionParts
          key={shown}
          parts={tieOut.parts.filter(({ dimension }) => dimension === shown)}
          explanations={explanations}
          onTrace={setTraced}
          onExplain={mayManage && !isFixed ? setExplained : null}
        />
      </div>
      {traced && <TraceDrawer version={version} figure={traced} onClose={() => setTraced(null)} />}
      {explained && (
        <ExplainDialog version={version} differences={explained} onClose={() => setExplained(null)} />
      )}
    </section>
  );
}

function toExplain(part: TieOutPart, explanations: MasterState['explanations']): number {
  return part.rows.filter(
    (row) => needsExplanation(part, row) && explainedBy(part, row, explanations).state !== 'explained',
  ).length;
}

type DimensionPartsProps = {
  parts: readonly TieOutPart[];
  explanations: MasterState['explanations'];
  onTrace: (figure: TracedFigure) => void;
  onExplain: ((differences: Difference[]) => void) | null;
};

/** Each comparison of a dimension; what wants an explanation is open at first, else the current budget. */
function DimensionParts({ parts, explanations, onTrace, onExplain }: DimensionPartsProps) {
  const wanting = parts.filter((part) => toExplain(part, explanations) > 0).map(({ against }) => against);
  const styles = useStyles();
  const [atFirst] = useState(wanting.length > 0 ? wanting : ['current']);
  if (parts.length === 0) return null;
  return (
    <Accordion className={styles.comparisons} multiple collapsible defaultOpenItems={atFirst}>
      {parts.map((part) => (
        <AccordionItem key={part.against} value={part.against}>
          <AccordionHeader as="h3">
            <PartTitle part={part} explanations={explanations} />
          </AccordionHeader>
          <AccordionPanel>
            <TieOutTable part={part} explanations={explanations} onTrace={onTrace} onExplain={onExplain} />
          </AccordionPanel>
        </AccordionItem>
      ))}
    </Accordion>
  );
}

function PartTitle({ part, explanations }: Pick<DimensionPartsProps, 'explanations'> & { part: TieOutPart }) {
  const styles = useStyles();
  const open = toExplain(part, explanations);
  return (
    <span>
      <Text weight="semibold" block>
        {WORDS.against[part.against]}
      </Text>
      <Caption1 className={styles.quiet}>
        {differencesOf(part.rows)}
        {open > 0 && ` · ${WORDS.toExplain(open)}`}
      </Caption1>
    </span>
  );
}
