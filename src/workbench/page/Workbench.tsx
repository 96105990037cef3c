import {
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Subtitle2,
  Tab,
  TabList,
  Text,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import { ArrowRedo20Regular, ArrowUndo20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ExcelHost } from '../host/excel-host.js';
import { columnName } from './column-name.js';
import { SheetGrid } from './SheetGrid.js';
import { useWorkbookVersion } from './use-workbook.js';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateRows: 'auto auto minmax(0, 1fr)', blockSize: '100vh' },
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  grow: { flexGrow: 1 },
  formula: {
    display: 'grid',
    gridTemplateColumns: '80px minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    minBlockSize: '20px',
  },
  body: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 350px', minBlockSize: 0 },
  sheet: {
    display: 'grid',
    gridTemplateRows: 'minmax(0, 1fr) auto auto',
    minInlineSize: 0,
    minBlockSize: 0,
    // On this side: on the pane's it would make the page wider than the window, which moves when the pane takes the focus.
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  pane: { border: 'none', inlineSize: '100%', blockSize: '100%' },
});

/** A workbook as Excel shows it: grid and sheet tabs, and beside them the pane. */
export function Workbench({ host, onClose }: { host: ExcelHost; onClose: () => void }) {
  const styles = useStyles();
  const version = useWorkbookVersion(host);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { workbook } = host;
  const sheet = workbook.activeSheet;
  const visible = workbook.sheets.filter(({ visibility }) => visibility === 'Visible');
  const { row, column } = workbook.selection.block;
  const [[formula = ''] = []] = sheet.formulasIn({ row, column, rows: 1, columns: 1 });
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Subtitle2 as="h1">{workbook.fileName}</Subtitle2>
        <Caption1>Workbench: a stand-in for Excel. Figures are saved by the pane, not here.</Caption1>
        <span className={styles.grow} />
        <Tooltip content="Undo (Ctrl+Z)" relationship="label">
          <Button appearance="subtle" icon={<ArrowUndo20Regular />} onClick={() => host.actions.undo()} />
        </Tooltip>
        <Tooltip content="Redo (Ctrl+Y)" relationship="label">
          <Button appearance="subtle" icon={<ArrowRedo20Regular />} onClick={() => host.actions.redo()} />
        </Tooltip>
        <Button onClick={onClose}>Other workbook</Button>
      </header>
      <div className={styles.formula} aria-label="Selected cell">
        <Text weight="semibold" data-testid="selected-cell">{`${columnName(column)}${String(row + 1)}`}</Text>
        <Text data-testid="selected-content">{String(formula)}</Text>
      </div>
      <div className={styles.body}>
        <main className={styles.sheet}>
          <SheetGrid key={sheet.id} host={host} sheet={sheet} version={version} onRefused={setRefusal} />
          {refusal === null ? (
            <span />
          ) : (
            <MessageBar intent="warning" role="alert">
              <MessageBarBody>{refusal}</MessageBarBody>
              <MessageBarActions
                containerAction={
                  <Button
                    aria-label="Dismiss"
                    appearance="transparent"
                    icon={<Dismiss16Regular />}
                    onClick={() => setRefusal(null)}
                  />
                }
              />
            </MessageBar>
          )}
          <TabList
            size="small"
            aria-label="Sheets"
            selectedValue={sheet.name}
            onTabSelect={(_, { value }) => host.actions.activate(String(value))}
          >
            {visible.map(({ name }) => (
              <Tab key={name} value={name}>
                {name}
              </Tab>
            ))}
          </TabList>
        </main>
        <iframe className={styles.pane} title="Sitebook pane" src="/workbench-pane.html" />
      </div>
    </div>
  );
}
