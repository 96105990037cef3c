import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { TieOutRow } from '../../core/merge/tie-out.js';
import { Fte } from '../../ui/figures/Fte.js';
import { Money } from '../../ui/figures/Money.js';
import { formatMoney } from '../../words/figures.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { WEB_EN } from '../messages-en.js';

const WORDS = WEB_EN.master;
/** Above this, only the differences are shown at first. */
const ROWS_AT_FIRST = 12;

const differs = ({ differenceCents, differenceFte }: TieOutRow) =>
  differenceCents !== 0 || differenceFte !== 0;

/** That none differs, or how many differ and by how much in sum. */
export function differencesOf(rows: readonly TieOutRow[]): string {
  const different = rows.filter(differs);
  if (different.length === 0) return WORDS.allTie;
  const sum = different.reduce((total, { differenceCents }) => total + differenceCents, 0);
  return WORDS.differences(different.length, formatMoney(sum));
}

export type TieOutTableProps = {
  label: string;
  otherTitle: string;
  rows: readonly TieOutRow[];
  hasFte: boolean;
};

/** Two sources of the same figures beside each other. Differences are listed, not hidden. */
export function TieOutTable({ label, otherTitle, rows, hasFte }: TieOutTableProps) {
  const different = rows.filter(differs);
  const isLong = rows.length > ROWS_AT_FIRST;
  const [isWhole, setWhole] = useState(!isLong);
  const fteColumns: FigureColumn<TieOutRow>[] = [
    { title: WORDS.columns.masterFte, isFigure: true, render: ({ masterFte }) => <Fte fte={masterFte} /> },
    {
      title: WORDS.columns.differenceFte,
      isFigure: true,
      render: ({ differenceFte }) => <Fte fte={differenceFte} isOver={differenceFte !== 0} />,
    },
  ];
  const columns: FigureColumn<TieOutRow>[] = [
    { title: WORDS.columns.title, isFigure: false, render: ({ title }) => title },
    {
      title: WORDS.columns.master,
      isFigure: true,
      render: ({ masterCents }) => <Money cents={masterCents} form="plain" />,
    },
    {
      title: otherTitle,
      isFigure: true,
      render: ({ otherCents }) => <Money cents={otherCents} form="plain" />,
    },
    {
      title: WORDS.columns.difference,
      isFigure: true,
      render: ({ differenceCents }) => (
        <Money cents={differenceCents} form="plain" isOver={differenceCents !== 0} />
      ),
    },
    ...(hasFte ? fteColumns : []),
  ];
  const shown = isWhole ? rows : different;
  return (
    <>
      {shown.length > 0 && (
        <FigureTable label={label} columns={columns} rows={shown} keyOf={({ code }) => code} />
      )}
      {isLong && (
        <Button appearance="subtle" onClick={() => setWhole(!isWhole)}>
          {isWhole ? WORDS.showDifferences : WORDS.showAll}
        </Button>
      )}
    </>
  );
}
