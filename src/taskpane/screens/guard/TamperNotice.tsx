import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { LockedGroup } from '../../../core/workbook/locked-baseline.js';
import type { ColumnKind } from '../../../core/workbook/layout.js';
import type { CellValue } from '../../../core/workbook/read-figure.js';
import { planRestore, type TamperedCell, type TamperReport } from '../../../core/workbook/tamper.js';
import { cellName } from '../../../core/workbook/cell-of-place.js';
import { formatMoney } from '../../../words/figures.js';
import { GUARD } from '../../../ui/messages/guard.js';
import type { SheetStore } from '../../sheet/sheet-store.js';
import { GuardNotice } from './GuardNotice.js';

const WORDS = GUARD.tamper;

/** More than anybody reads before putting them back; thousands would make the pane slow. */
const SHOWN_AT_MOST = 50;

const useStyles = makeStyles({
  // Fixed, or a short word would be broken to make room for a long account string.
  table: {
    tableLayout: 'fixed',
    borderCollapse: 'collapse',
    width: '100%',
    fontSize: tokens.fontSizeBase200,
  },
  place: { width: '26%' },
  now: { width: '30%' },
  cell: {
    textAlign: 'left',
    verticalAlign: 'top',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  group: { textAlign: 'left', paddingTop: tokens.spacingVerticalS },
});

export type TamperNoticeProps = { store: SheetStore; tampered: TamperReport };

/** Locked cells that do not hold what the server says, with one way to put them all back. */
export function TamperNotice({ store, tampered }: TamperNoticeProps) {
  const { cells, missingRows } = tampered;
  if (cells.length === 0 && missingRows.length === 0) return null;
  return (
    <GuardNotice
      id="tampered"
      intent="warning"
      title={WORDS.title(cells.length, missingRows.length)}
      text={WORDS.text}
      actions={[{ label: WORDS.putBack, run: () => putAllBack(store) }]}
      fold={{
        label: WORDS.show(cells.length + missingRows.length),
        content: () => <TamperTable store={store} tampered={tampered} />,
      }}
    />
  );
}

/** Puts back what the latest reading found, which may be more than what the notice was drawn for. */
function putAllBack(store: SheetStore): Promise<boolean> {
  const writes = planRestore(store.current().reading?.tampered ?? { cells: [], missingRows: [] });
  return store.command((host) => host.writeLockedCells(writes));
}

function TamperTable({ store, tampered: { cells, missingRows } }: TamperNoticeProps) {
  const styles = useStyles();
  const groups = useMemo(() => groupCells(cells.slice(0, SHOWN_AT_MOST)), [cells]);
  const hidden = cells.length - SHOWN_AT_MOST;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.cell, styles.place)}>
              {WORDS.cell}
            </th>
            <th scope="col" className={styles.cell}>
              {WORDS.was}
            </th>
            <th scope="col" className={mergeClasses(styles.cell, styles.now)}>
              {WORDS.is}
            </th>
          </tr>
        </thead>
        {groups.map(([group, members]) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={3} className={styles.group}>
                {WORDS.groups[group]}
              </th>
            </tr>
            {members.map((cell) => (
              <tr key={cellName(cell)} data-testid="tampered-cell">
                <td className={styles.cell}>
                  <Link as="button" inline onClick={() => void store.select(cell)}>
                    {cellName(cell)}
                  </Link>
                </td>
                <td className={styles.cell}>{textOf(cell.was, cell.kind)}</td>
                <td className={styles.cell}>{textOf(cell.is, cell.kind)}</td>
              </tr>
            ))}
          </tbody>
        ))}
        {missingRows.length > 0 && (
          <tbody>
            {missingRows.slice(0, SHOWN_AT_MOST).map(({ sheet, id, title }) => (
              <tr key={`${sheet}:${id}`} data-testid="missing-row">
                <td className={styles.cell}>{WORDS.missingRow(sheet)}</td>
                <td className={styles.cell}>{title}</td>
                <td className={styles.cell}>{WORDS.missing}</td>
              </tr>
            ))}
          </tbody>
        )}
      </table>
      {hidden > 0 && <span>{WORDS.more(hidden)}</span>}
    </>
  );
}

function groupCells(cells: readonly TamperedCell[]): [LockedGroup, TamperedCell[]][] {
  const groups = new Map<LockedGroup, TamperedCell[]>();
  for (const cell of cells) {
    const members = groups.get(cell.group);
    if (members) members.push(cell);
    else groups.set(cell.group, [cell]);
  }
  return [...groups];
}

/** As the sheet shows it: a figure of a column of money with its cents. */
function textOf(value: CellValue, kind: ColumnKind): string {
  if (value === null || String(value).trim() === '') return WORDS.blank;
  return kind === 'money' && typeof value === 'number' && Number.isSafeInteger(Math.round(value * 100))
    ? formatMoney(Math.round(value * 100))
    : String(value);
}
