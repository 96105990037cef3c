import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  frame: { overflowX: 'auto' },
  table: { borderCollapse: 'collapse', width: '100%', fontVariantNumeric: 'tabular-nums' },
  cell: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    verticalAlign: 'top',
  },
  head: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    verticalAlign: 'bottom',
  },
  name: { whiteSpace: 'nowrap' },
  figure: { textAlign: 'right', whiteSpace: 'nowrap' },
});

export type FigureColumn<Row> = { title: string; isFigure: boolean; render: (row: Row) => ReactNode };

export type FigureTableProps<Row> = {
  label: string;
  columns: readonly FigureColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
};

/** A plain table of figures: units in the header, figures right-aligned, the first column names the row. */
export function FigureTable<Row>({ label, columns, rows, keyOf }: FigureTableProps<Row>) {
  const styles = useStyles();
  const figure = (isFigure: boolean) => isFigure && styles.figure;
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, isFigure }, at) => (
              <th key={at} scope="col" className={mergeClasses(styles.cell, styles.head, figure(isFigure))}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ isFigure, render }, at) =>
                at === 0 ? (
                  <th
                    key={at}
                    scope="row"
                    className={mergeClasses(styles.cell, styles.name, figure(isFigure))}
                  >
                    {render(row)}
                  </th>
                ) : (
                  <td key={at} className={mergeClasses(styles.cell, figure(isFigure))}>
                    {render(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
