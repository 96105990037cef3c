import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowClockwise16Regular } from '@fluentui/react-icons';
import { useCallback, useMemo } from 'react';
import type { Problem } from '../../../core/problem.js';
import { PANE } from '../../../ui/messages/pane.js';
import type { SiteWork } from '../../hooks/use-site-work.js';
import { detailsOfProblem, useSheetCommands } from '../../hooks/use-sheet-commands.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import { rowFacts } from '../row/row-facts.js';
import { RowMenu } from '../row/RowMenu.js';
import { spentOfAccount } from '../spending/spent-of-line.js';
import { SpentBesideLine } from '../spending/SpentBesideLine.js';
import { AddMenu } from './AddMenu.js';
import { Announcer } from './Announcer.js';
import { Balances } from './Balances.js';
import type { OpenScreen, RuleProblem } from './open-screen.js';
import { ProblemList } from './ProblemList.js';
import { selectedRow } from './selected-row.js';

const useStyles = makeStyles({
  // In sight however long the list above is.
  tools: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    display: 'flex',
    columnGap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    // They are in sight where they stick: what keeps others clear of them must not scroll the list when they get the focus.
    '& > button': { scrollMarginBottom: '-48px' },
  },
});

export type SheetListsProps = {
  work: SiteWork;
  reading: SheetReading;
  /** Opens a screen; null for people who only look. */
  onOpen: ((screen: OpenScreen) => void) | null;
};

/** Balances and problems of the sheet, and what can be done with it and with the selected row. */
export function SheetLists({ work, reading, onOpen }: SheetListsProps) {
  const styles = useStyles();
  const { store, view, titleOf } = work;
  const { frame } = store;
  const { onSelectSource, onSelectProblem, ...commands } = useSheetCommands(store, work.undoable);
  const row = useMemo(
    () => selectedRow(frame.index, reading.decoded, view.selection),
    [frame, reading, view.selection],
  );
  const detailsOf = useCallback(
    (problem: Problem) => detailsOfProblem(store, reading, row, problem),
    [store, reading, row],
  );
  const facts = useMemo(() => rowFacts(frame, reading, row), [frame, reading, row]);
  const { book } = work.reply;
  const askException = useMemo(
    () => onOpen && ((problem: RuleProblem) => onOpen({ kind: 'requestException', problem })),
    [onOpen],
  );
  const spent = useMemo(
    () => (facts?.kind === 'line' ? spentOfAccount(book, facts.line.account) : null),
    [facts, book],
  );
  const gauges = useMemo(() => reading.state.gauges, [reading]);
  return (
    <>
      <Balances
        balances={reading.state.figures.balances}
        gauges={gauges}
        titleOf={titleOf}
        selected={row?.fundingSource ?? null}
        onSelect={onSelectSource}
      />
      <SpentBesideLine spent={spent} />
      <ProblemList
        problems={reading.problems}
        detailsOf={detailsOf}
        titleOf={titleOf}
        {...commands}
        onSelect={onSelectProblem}
        onAskException={askException}
      />
      <div className={styles.tools}>
        {onOpen !== null && (
          <>
            <AddMenu
              onAddLine={() => onOpen({ kind: 'addLine', copyOf: null, afterId: null })}
              onAddPost={() => onOpen({ kind: 'addPost' })}
              onRequestCode={() => onOpen({ kind: 'requestCode', purpose: '' })}
            />
            <RowMenu
              row={facts}
              onCopyLine={(chosen) => {
                if (chosen.kind !== 'line') return;
                const { id, account, title } = chosen.line;
                onOpen({ kind: 'addLine', copyOf: { account, title }, afterId: id });
              }}
              onChangePost={(chosen) => {
                if (chosen.kind === 'position') onOpen({ kind: 'post', positionId: chosen.post.id });
              }}
              onRemove={(chosen) => onOpen({ kind: 'removeRow', row: chosen })}
            />
          </>
        )}
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowClockwise16Regular />}
          onClick={() => void store.look()}
        >
          {PANE.check.check}
        </Button>
      </div>
      <Announcer changed={reading.changedBalances} titleOf={titleOf} />
    </>
  );
}
