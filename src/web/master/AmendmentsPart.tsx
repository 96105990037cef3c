import { Badge, Body1, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { listAmendments } from '../../contract/amendments.js';
import type { ReplyOf } from '../../contract/endpoint.js';
import { listSites } from '../../contract/sites.js';
import type { Amendment, RevisedAccount } from '../../core/merge/amendment.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { formatFte, formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { EmptyState } from '../../ui/state/EmptyState.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { AmendmentForm } from './AmendmentForm.js';
import { WORDS } from './words.js';

const TEXT = WORDS.amendments;

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalXL },
  totals: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXL },
  total: { display: 'grid' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalL },
  amendment: { display: 'grid', gap: tokens.spacingVerticalXXS },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  entries: { display: 'grid', gap: tokens.spacingVerticalXXS, maxWidth: '560px' },
  entry: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
  },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What was changed of the adopted budget, what it comes to, and a way to enter one more change. */
export function AmendmentsPart({ mayManage }: { mayManage: boolean }) {
  const styles = useStyles();
  const { api } = useServices();
  const listed = useQuery({
    queryKey: ['amendments'],
    queryFn: () => api.call(listAmendments, { params: {}, query: {}, body: undefined }),
  });
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: () => api.call(listSites, { params: {}, body: undefined }),
  });
  const siteName = (code: string) =>
    sites.data?.sites.find(({ site }) => site.code === code)?.site.name ?? code;
  if (listed.isPending) return <LoadingState rows={4} />;
  if (listed.isError) {
    return (
      <ErrorState context="loading" failure={failureOf(listed.error)} onRetry={() => void listed.refetch()} />
    );
  }
  const { adopted, amendments } = listed.data;
  if (!adopted) return <EmptyState title={TEXT.notAdopted} text={TEXT.notAdoptedText} />;
  return (
    <div className={styles.part}>
      <Revised data={listed.data} siteName={siteName} />
      {amendments.length === 0 ? (
        <EmptyState title={TEXT.none} text={TEXT.noneText} />
      ) : (
        <ul className={styles.list}>
          {amendments.map((amendment) => (
            <Entered key={amendment.id} amendment={amendment} siteName={siteName} />
          ))}
        </ul>
      )}
      {mayManage && <AmendmentForm />}
    </div>
  );
}

type SiteName = (code: string) => string;
type RevisedProps = { data: ReplyOf<typeof listAmendments>; siteName: SiteName };

function Revised({ data: { revised, asOf }, siteName }: RevisedProps) {
  const styles = useStyles();
  if (!revised) return null;
  const { columns } = TEXT;
  const hasFte = revised.accounts.some(({ adoptedFte, revisedFte }) => adoptedFte !== 0 || revisedFte !== 0);
  const fteColumns: FigureColumn<RevisedAccount>[] = [
    {
      title: columns.adoptedFte,
      isFigure: true,
      render: ({ adoptedFte }) => <Fte fte={adoptedFte} />,
    },
    {
      title: columns.revisedFte,
      isFigure: true,
      render: ({ revisedFte }) => <Fte fte={revisedFte} />,
    },
  ];
  const money = (cents: number) => <Money cents={cents} form="plain" />;
  return (
    <>
      <div className={styles.totals}>
        {(
          [
            [TEXT.adoptedTotal, revised.adoptedCents],
            [`${TEXT.revisedTotal} ${TEXT.asOf(asOf)}`, revised.revisedCents],
            [`${TEXT.revenueTotal} ${TEXT.asOf(asOf)}`, revised.revenueCents],
          ] as const
        ).map(([title, cents]) => (
          <div key={title} className={styles.total}>
            <Caption1 className={styles.quiet}>{title}</Caption1>
            <Text size={400} weight="semibold">
              <Money cents={cents} />
            </Text>
          </div>
        ))}
      </div>
      {revised.accounts.length > 0 && (
        <section>
          <Subtitle2 as="h4" className={styles.heading}>
            {TEXT.revised}
          </Subtitle2>
          <FigureTable
            label={TEXT.revised}
            stacks
            columns={[
              { title: columns.account, isFigure: false, render: ({ account }) => account },
              { title: columns.site, isFigure: false, render: ({ siteCode }) => siteName(siteCode) },
              { title: columns.adopted, isFigure: true, render: ({ adoptedCents }) => money(adoptedCents) },
              { title: columns.amended, isFigure: true, render: ({ amendedCents }) => money(amendedCents) },
              { title: columns.revised, isFigure: true, render: ({ revisedCents }) => money(revisedCents) },
              ...(hasFte ? fteColumns : []),
              { title: columns.spent, isFigure: true, render: ({ spentCents }) => money(spentCents) },
              {
                title: columns.encumbered,
                isFigure: true,
                render: ({ encumberedCents }) => money(encumberedCents),
              },
              {
                title: columns.available,
                isFigure: true,
                render: ({ availableCents }) => money(availableCents),
              },
            ]}
            rows={revised.accounts}
            keyOf={({ account, siteCode }) => `${siteCode} ${account}`}
          />
        </section>
      )}
    </>
  );
}

function Entered({ amendment, siteName }: { amendment: Amendment; siteName: SiteName }) {
  const styles = useStyles();
  const { number, effectiveDate, resolution, reason, entries, by, at } = amendment;
  return (
    <li className={styles.amendment}>
      <div className={styles.head}>
        <Text weight="semibold">{number}</Text>
        <Badge appearance="tint" color="informative">
          {TEXT.resolution} {resolution}
        </Badge>
        <Caption1>
          {TEXT.effective} {effectiveDate}
        </Caption1>
        <Caption1 className={styles.quiet}>
          {WORDS.standing.by(by, formatInstant(at, localTimeZone()))}
        </Caption1>
      </div>
      <Body1>{reason}</Body1>
      <div className={styles.entries}>
        {entries.map(({ side, account, siteCode, amountCents, fte }, row) => (
          <div key={row} className={styles.entry}>
            <Caption1>
              {account}
              {` · ${side === 'revenue' ? TEXT.sides.revenue : siteName(siteCode)}`}
            </Caption1>
            <Caption1>
              <Money cents={amountCents} form="change" />
              {fte !== 0 && ` · ${fte > 0 ? '+' : '−'}${formatFte(Math.abs(fte))} ${TEXT.fte}`}
            </Caption1>
          </div>
        ))}
      </div>
    </li>
  );
}
