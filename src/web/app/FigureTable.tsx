import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Fragment, type ReactNode } from 'react';

/** Where a table that stacks has less room than this, every row becomes a block of labelled lines. */
const NARROW = '@container figure-table (max-width: 860px)';

const useStyles = makeStyles({
  frame: { overflowX: 'auto' },
  // A browser that knows no container queries scrolls the table sideways instead.
  stacks: { containerType: 'inline-size', containerName: 'figure-table' },
  table: { borderCollapse: 'collapse', width: '100%', fontVariantNumeric: 'tabular-nums' },
  tableStacked: { [NARROW]: { display: 'block' } },
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
  // Names of people and of whatever else lists of words begin with.
  nameOfWords: { whiteSpace: 'normal', minWidth: '120px' },
  figure: { textAlign: 'right', whiteSpace: 'nowrap' },
  // Read out, but not shown: each line has its label.
  headStacked: {
    [NARROW]: {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  rowStacked: {
    [NARROW]: {
      display: 'grid',
      rowGap: tokens.spacingVerticalXXS,
      padding: `${tokens.spacingVerticalM} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  cellStacked: {
    [NARROW]: {
      display: 'grid',
      gridTemplateColumns: '96px minmax(0, 1fr)',
      columnGap: tokens.spacingHorizontalS,
      justifyItems: 'start',
      padding: 0,
      borderBottomStyle: 'none',
      textAlign: 'left',
      whiteSpace: 'normal',
      overflowWrap: 'anywhere',
    },
  },
  nameStacked: {
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', fontWeight: tokens.fontWeightSemibold },
  },
  emptyStacked: { [NARROW]: { display: 'none' } },
  label: { display: 'none', [NARROW]: { display: 'block' }, color: tokens.colorNeutralForeground3 },
});

export type FigureColumn<Row> = { title: string; isFigure: boolean; render: (row: Row) => ReactNode };

export type FigureTableProps<Row> = {
  label: string;
  columns: readonly FigureColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Where there is little room, rows become blocks: for lists of words, and rows that something can be done with. */
  stacks?: boolean;
  /** What is shown below a row, over the whole width; nothing where it gives nothing. */
  detailsOf?: (row: Row) => ReactNode;
};

/**
 * A plain table of figures: units in the header, figures right-aligned, the first column names the row. The roles are
 * written down since a table that is laid out as blocks loses its own.
 */
export function FigureTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  stacks = false,
  detailsOf,
}: FigureTableProps<Row>) {
  const styles = useStyles();
  const figure = (isFigure: boolean) => isFigure && styles.figure;
  const stacked = (style: string | undefined) => stacks && style;
  return (
    <div className={mergeClasses(styles.frame, stacked(styles.stacks))}>
      <table
        role="table"
        className={mergeClasses(styles.table, stacked(styles.tableStacked))}
        aria-label={label}
      >
        <thead role="rowgroup" className={mergeClasses(stacked(styles.headStacked))}>
          <tr role="row">
            {columns.map(({ title, isFigure }, at) => (
              <th
                key={at}
                role="columnheader"
                scope="col"
                className={mergeClasses(styles.cell, styles.head, figure(isFigure))}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className={mergeClasses(stacked(styles.tableStacked))}>
          {rows.map((row) => (
            <Fragment key={keyOf(row)}>
              <tr role="row" className={mergeClasses(stacked(styles.rowStacked))}>
                {columns.map(({ title, isFigure, render }, at) => {
                  const content = render(row);
                  const isEmpty =
                    content === undefined || content === null || content === '' || content === false;
                  return at === 0 ? (
                    <th
                      key={at}
                      role="rowheader"
                      scope="row"
                      className={mergeClasses(
                        styles.cell,
                        styles.name,
                        figure(isFigure),
                        stacked(styles.nameOfWords),
                        stacked(styles.cellStacked),
                        stacked(styles.nameStacked),
                      )}
                    >
                      {content}
                    </th>
                  ) : (
                    <td
                      key={at}
                      role="cell"
                      className={mergeClasses(
                        styles.cell,
                        figure(isFigure),
                        stacked(styles.cellStacked),
                        isEmpty && stacked(styles.emptyStacked),
                      )}
                    >
                      {stacks && (
                        <span className={styles.label} aria-hidden="true">
                          {title}
                        </span>
                      )}
                      {stacks ? <span>{content}</span> : content}
                    </td>
                  );
                })}
              </tr>
              <Details content={detailsOf?.(row)} columns={columns.length} stacks={stacks} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DetailsProps = { content: ReactNode; columns: number; stacks: boolean };

function Details({ content, columns, stacks }: DetailsProps) {
  const styles = useStyles();
  if (content === undefined || content === null || content === false) return null;
  return (
    <tr role="row" className={mergeClasses(stacks && styles.rowStacked)}>
      <td role="cell" colSpan={columns} className={styles.cell}>
        {content}
      </td>
    </tr>
  );
}
