import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { StaffInView } from '../../core/merge/staff-in-view.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { formatFte } from '../../words/figures.js';
import { FigureTable } from '../app/FigureTable.js';
import { WORDS } from './words.js';

const TEXT = WORDS.staff;
const PPM_OF_PERCENT = 10_000;

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalXL },
  section: { display: 'grid', gap: tokens.spacingVerticalS },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const percent = (ppm: number) => String(ppm / PPM_OF_PERCENT);

/** Posts and lines that only show when all sites are seen together. */
export function StaffPart({ staff }: { staff: StaffInView | undefined }) {
  const styles = useStyles();
  if (!staff) return <Body1 className={styles.quiet}>{TEXT.unknown}</Body1>;
  const { sharedPosts, faults, duplicates } = staff;
  return (
    <div className={styles.part}>
      <Section title={TEXT.shared} isEmpty={sharedPosts.length === 0}>
        <FigureTable
          label={TEXT.shared}
          stacks
          columns={[
            { title: TEXT.post, isFigure: false, render: ({ post, title }) => `${post} · ${title}` },
            {
              title: TEXT.sites,
              isFigure: false,
              render: ({ shares }) =>
                shares
                  .map((one) => TEXT.share(one.siteCode, percent(one.sharePpm), formatFte(one.fte)))
                  .join('; '),
            },
            { title: WORDS.fte, isFigure: true, render: ({ fte }) => <Fte fte={fte} /> },
          ]}
          rows={sharedPosts}
          keyOf={({ post }) => post}
        />
      </Section>
      <Section title={TEXT.faults} isEmpty={faults.length === 0}>
        <FigureTable
          label={TEXT.faults}
          stacks
          columns={[
            { title: TEXT.post, isFigure: false, render: ({ post }) => post },
            {
              title: WORDS.columns.title,
              isFigure: false,
              render: (fault) =>
                'totalPpm' in fault
                  ? `${TEXT.kinds[fault.kind]}: ${TEXT.sum(percent(fault.totalPpm))}`
                  : TEXT.kinds[fault.kind],
            },
            { title: TEXT.sites, isFigure: false, render: ({ siteCodes }) => siteCodes.join(', ') },
          ]}
          rows={faults}
          keyOf={({ kind, post, siteCodes }) => `${kind} ${post} ${siteCodes.join(' ')}`}
        />
      </Section>
      <Section title={TEXT.duplicates} isEmpty={duplicates.length === 0}>
        <FigureTable
          label={TEXT.duplicates}
          stacks
          columns={[
            { title: WORDS.accountColumns.account, isFigure: false, render: ({ account }) => account },
            { title: WORDS.columns.title, isFigure: false, render: ({ title }) => title },
            {
              title: TEXT.sites,
              isFigure: false,
              render: ({ lines }) => lines.map(({ siteCode }) => siteCode).join(', '),
            },
            {
              title: TEXT.amount,
              isFigure: true,
              render: ({ proposedCents }) => <Money cents={proposedCents} form="plain" />,
            },
          ]}
          rows={duplicates}
          keyOf={({ account, title, proposedCents }) => `${account} ${title} ${String(proposedCents)}`}
        />
      </Section>
      <Exposure staff={staff} />
    </div>
  );
}

function Exposure({ staff: { exposure } }: { staff: StaffInView }) {
  return (
    <Section title={TEXT.exposure} text={TEXT.exposureText} isEmpty={exposure.length === 0}>
      <FigureTable
        label={TEXT.exposure}
        stacks
        columns={[
          { title: TEXT.jobClass, isFigure: false, render: ({ title }) => title },
          { title: TEXT.compared, isFigure: true, render: ({ comparedPosts }) => comparedPosts },
          { title: WORDS.fte, isFigure: true, render: ({ comparedFte }) => <Fte fte={comparedFte} /> },
          {
            title: TEXT.average,
            isFigure: true,
            render: ({ averageCents }) => <Money cents={averageCents} form="plain" />,
          },
          {
            title: TEXT.actual,
            isFigure: true,
            render: ({ actualCents }) => <Money cents={actualCents} form="plain" />,
          },
          {
            title: TEXT.difference,
            isFigure: true,
            render: ({ exposureCents }) => <Money cents={exposureCents} form="plain" />,
          },
          { title: TEXT.unknownPosts, isFigure: true, render: ({ unknownPosts }) => unknownPosts },
        ]}
        rows={exposure}
        keyOf={({ jobClass }) => jobClass}
      />
    </Section>
  );
}

type SectionProps = { title: string; text?: string; isEmpty: boolean; children: ReactNode };

function Section({ title, text, isEmpty, children }: SectionProps) {
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h4" className={styles.heading}>
        {title}
      </Subtitle2>
      {text !== undefined && !isEmpty && <Body1 className={styles.quiet}>{text}</Body1>}
      {isEmpty ? <Body1 className={styles.quiet}>{TEXT.nothing}</Body1> : children}
    </section>
  );
}
