import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, type ClipboardEvent } from 'react';
import { DataGrid, type Column, type DataGridHandle, type RenderEditCellProps } from 'react-data-grid';
import 'react-data-grid/lib/styles.css';
import type { ExcelHost } from '../host/excel-host.js';
import type { ActionResult } from '../host/model/user-actions.js';
import type { Sheet } from '../host/model/sheet.js';
import { columnName } from './column-name.js';

const HEADER_KEY = 'row';
const SPARE_ROWS = 20;
const SPARE_COLUMNS = 2;
const CHARACTER_PX = 7;
const ROW_PX = 24;
/** Column titles wrap onto two lines, as they do in the file. */
const HEAD_ROW_PX = 30;

/** A row of the sheet by its number. Made anew with every change, so that the grid draws its cells again. */
type GridRow = { row: number; draft?: string };

const useStyles = makeStyles({
  frame: { minInlineSize: 0, minBlockSize: 0, overflow: 'hidden' },
  grid: {
    blockSize: '100%',
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase200,
    '--rdg-color': tokens.colorNeutralForeground1,
    '--rdg-border-color': tokens.colorNeutralStroke2,
    '--rdg-summary-border-color': tokens.colorNeutralStroke1,
    '--rdg-background-color': tokens.colorNeutralBackground1,
    '--rdg-header-background-color': tokens.colorNeutralBackground4,
    '--rdg-selection-color': tokens.colorBrandStroke1,
    // Excel leaves a few pixels beside a figure; more would cut off what fits there.
    '& [role="gridcell"], & [role="columnheader"]': { paddingInline: '4px' },
  },
  locked: { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
  // A fill of the system's own colours would be lost; a border says it there.
  open: {
    backgroundColor: tokens.colorPaletteYellowBackground1,
    color: tokens.colorNeutralForeground1,
    '@media (forced-colors: active)': { outline: '1px dashed Highlight', outlineOffset: '-2px' },
  },
  bold: { fontWeight: tokens.fontWeightSemibold },
  head: { whiteSpace: 'normal', lineHeight: '14px', alignContent: 'center' },
  right: { textAlign: 'right' },
  // As in Excel, text runs on over empty neighbours.
  spill: { overflow: 'visible', whiteSpace: 'nowrap', zIndex: 1, borderInlineEndColor: 'transparent' },
  rowHeader: {
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground2,
    textAlign: 'center',
  },
  editor: {
    boxSizing: 'border-box',
    inlineSize: '100%',
    blockSize: '100%',
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: `2px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
  },
});

export type SheetGridProps = {
  host: ExcelHost;
  sheet: Sheet;
  /** Changes whenever the workbook does. */
  version: number;
  /** Told what Excel says to a person whose action it refuses. */
  onRefused: (message: string) => void;
};

/** A view of one sheet of the stand-in's workbook: typing, pasting, deleting, undo, all through the host. */
export function SheetGrid({ host, sheet, version, onRefused }: SheetGridProps) {
  const styles = useStyles();
  const grid = useRef<DataGridHandle>(null);
  const used = sheet.usedBlock(false);
  const lastRow = (used ? used.row + used.rows : 0) + SPARE_ROWS;
  const lastColumn = (used ? used.column + used.columns : 0) + SPARE_COLUMNS;
  const { frozenRows, frozenColumns } = sheet.layout;

  const report = (result: ActionResult) => {
    if (!result.ok) onRefused(result.message);
  };
  const columns = useMemo(() => {
    const shown: Column<GridRow, GridRow>[] = [rowHeader(styles.rowHeader)];
    for (let column = 0; column < lastColumn; column += 1) {
      if (!sheet.layout.isColumnHidden(column))
        shown.push(sheetColumn(sheet, column, column < frozenColumns, styles));
    }
    return shown;
    // Widths and what is hidden come with the sheet and its version.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [sheet, lastColumn, frozenColumns, styles, version]);
  const [head, rows] = useMemo(() => {
    const all = Array.from({ length: lastRow }, (_, row): GridRow => ({ row })).filter(
      ({ row }) => !sheet.layout.isRowHidden(row),
    );
    return [all.slice(0, frozenRows), all.slice(frozenRows)];
    // oxlint-disable-next-line react/exhaustive-deps
  }, [sheet, lastRow, frozenRows, version]);

  // The add-in selects cells as well; the grid follows without taking the focus from the pane.
  const { selection } = host.workbook;
  const isHere = selection.sheet === sheet;
  const { row: selectedRow, column: selectedColumn } = selection.block;
  useEffect(() => {
    if (!isHere) return;
    const rowIdx = rows.findIndex(({ row }) => row === selectedRow);
    const idx = columns.findIndex(({ key }) => key === String(selectedColumn));
    if (rowIdx < 0 || idx < 0) return;
    grid.current?.scrollToCell({ idx, rowIdx });
    const shouldFocus = !document.activeElement?.matches('iframe');
    grid.current?.setActivePosition({ idx, rowIdx }, { shouldFocus });
    // Only a new selection moves the grid, not every redraw.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isHere, selectedRow, selectedColumn, sheet]);

  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (text === '' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    const values = text
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((line) => line.split('\t'));
    report(host.actions.pasteBlock(sheet.name, addressOf(selectedRow, selectedColumn), values));
  };

  return (
    <div className={styles.frame} onPaste={paste}>
      <DataGrid
        ref={grid}
        aria-label={`Sheet ${sheet.name}`}
        className={mergeClasses(styles.grid, 'rdg-system')}
        columns={columns}
        rows={rows}
        topSummaryRows={head}
        rowKeyGetter={({ row }) => row}
        rowHeight={ROW_PX}
        headerRowHeight={ROW_PX}
        summaryRowHeight={HEAD_ROW_PX}
        onActivePositionChange={({ row, column }) => {
          if (row && column && column.key !== HEADER_KEY) {
            report(host.actions.select(sheet.name, addressOf(row.row, Number(column.key))));
          }
        }}
        onRowsChange={(next, { indexes, column }) => {
          for (const index of indexes) {
            const edited = next[index];
            if (edited?.draft === undefined) continue;
            report(
              host.actions.typeCell(sheet.name, addressOf(edited.row, Number(column.key)), edited.draft),
            );
          }
        }}
        onCellCopy={({ row, column }, event) => {
          event.clipboardData.setData('text/plain', sheet.textAt(row.row, Number(column.key)));
          event.preventDefault();
        }}
        onCellKeyDown={(args, event) => {
          if (args.mode !== 'ACTIVE' || !args.row || !args.column || args.column.key === HEADER_KEY) return;
          const address = addressOf(args.row.row, Number(args.column.key));
          if (event.key === 'Delete' || event.key === 'Backspace') {
            event.preventGridDefault();
            report(host.actions.clearCells(sheet.name, address));
          } else if ((event.ctrlKey || event.metaKey) && (event.key === 'z' || event.key === 'y')) {
            event.preventGridDefault();
            if (event.key === 'z') host.actions.undo();
            else host.actions.redo();
          }
        }}
      />
    </div>
  );
}

function addressOf(row: number, column: number): string {
  return `${columnName(column)}${String(row + 1)}`;
}

function rowHeader(cellClass: string): Column<GridRow, GridRow> {
  return {
    key: HEADER_KEY,
    name: '',
    width: 48,
    frozen: true,
    cellClass,
    summaryCellClass: cellClass,
    renderCell: ({ row }) => String(row.row + 1),
    renderSummaryCell: ({ row }) => String(row.row + 1),
  };
}

function sheetColumn(
  sheet: Sheet,
  column: number,
  isFrozen: boolean,
  styles: ReturnType<typeof useStyles>,
): Column<GridRow, GridRow> {
  const classOf = ({ row }: GridRow) => {
    const block = { row, column, rows: 1, columns: 1 };
    const isNumber = typeof sheet.contentAt(row, column) === 'number';
    const isBold = sheet.uniform(block, (format) => format.isBold) === true;
    return mergeClasses(
      sheet.isEditable(block) ? sheet.protection.isProtected && styles.open : styles.locked,
      isNumber && styles.right,
      runsOn(sheet, row, column) && styles.spill,
      isBold && styles.bold,
    );
  };
  return {
    key: String(column),
    name: columnName(column),
    width: Math.max(40, Math.round(sheet.layout.width(column) * CHARACTER_PX + 5)),
    resizable: true,
    frozen: isFrozen,
    cellClass: classOf,
    summaryCellClass: (row) => mergeClasses(classOf(row), !runsOn(sheet, row.row, column) && styles.head),
    colSpan: (args) =>
      args.type === 'SUMMARY' && column === 0 && runsOn(sheet, args.row.row, column)
        ? Math.max(1, sheet.layout.frozenColumns)
        : undefined,
    renderCell: ({ row }) => sheet.textAt(row.row, column),
    renderSummaryCell: ({ row }) => sheet.textAt(row.row, column),
    // Locked cells open too: Excel lets a person try, and says why not.
    renderEditCell: (props) => (
      <CellEditor {...props} text={editText(sheet, props.row.row, column)} className={styles.editor} />
    ),
  };
}

function runsOn(sheet: Sheet, row: number, column: number): boolean {
  return typeof sheet.contentAt(row, column) === 'string' && sheet.contentAt(row, column + 1) === null;
}

function editText(sheet: Sheet, row: number, column: number): string {
  const [[content = ''] = []] = sheet.formulasIn({ row, column, rows: 1, columns: 1 });
  return String(content);
}

type CellEditorProps = RenderEditCellProps<GridRow, GridRow> & { text: string; className: string };

function CellEditor({ row, onRowChange, onClose, text, className }: CellEditorProps) {
  return (
    <input
      className={className}
      aria-label="Cell"
      autoFocus
      value={row.draft ?? text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onRowChange({ ...row, draft: event.target.value })}
      onBlur={() => onClose(true, false)}
    />
  );
}
