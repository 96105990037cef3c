import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { PasteFault, PasteReport } from '../../../core/workbook/paste-check.js';
import { cellName } from '../../../core/workbook/cell-of-place.js';
import { formatFte, formatMoney } from '../../../words/figures.js';
import { GUARD } from '../../../ui/messages/guard.js';
import type { SheetStore } from '../../sheet/sheet-store.js';
import { GuardNotice } from './GuardNotice.js';

const WORDS = GUARD.paste;

/** More than anybody reads before fixing them; a paste may have thousands. */
const SHOWN_AT_MOST = 30;

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, fontSize: tokens.fontSizeBase200 },
});

export type PasteNoticeProps = { store: SheetStore; paste: PasteReport };

/** What the last paste did to cells that are open: which cells, what is wrong, and one repair for all of them. */
export function PasteNotice({ store, paste }: PasteNoticeProps) {
  const styles = useStyles();
  const { faults, lostHints, rowCount, fineCount, newRowCount } = paste;
  const needsFormats = lostHints.length > 0 || faults.some(({ kind }) => kind !== 'text');
  const cells = byCell(faults);
  const text = needsFormats ? WORDS.withFormats : WORDS.onlyText;
  return (
    <GuardNotice
      id="paste"
      intent="warning"
      title={WORDS.title(rowCount, fineCount, rowCount - fineCount)}
      text={newRowCount > 0 ? `${text} ${WORDS.newRows(newRowCount)}` : text}
      actions={[
        { label: WORDS.fixAll, run: () => store.fixPaste() },
        { label: WORDS.dismiss, run: () => store.dismissPaste() },
      ]}
      fold={{
        label: WORDS.show,
        content: () => (
          <ul className={styles.list}>
            {cells.slice(0, SHOWN_AT_MOST).map(([name, ofCell]) => (
              <li key={name} data-testid="paste-fault">
                <Link as="button" inline onClick={() => void store.select(ofCell[0])}>
                  {name}
                </Link>{' '}
                {ofCell.map(sentenceOf).join(', ')}
              </li>
            ))}
            {lostHints.map(({ key, title }) => (
              <li key={key}>{WORDS.lostHint(title)}</li>
            ))}
            {cells.length > SHOWN_AT_MOST && <li>{WORDS.more(cells.length - SHOWN_AT_MOST)}</li>}
          </ul>
        ),
      }}
    />
  );
}

type FaultsOfCell = [PasteFault, ...PasteFault[]];

/** What is wrong, a cell: a pasted one is often locked, restyled and text at once. */
function byCell(faults: readonly PasteFault[]): [string, FaultsOfCell][] {
  const cells = new Map<string, FaultsOfCell>();
  for (const fault of faults) {
    const ofCell = cells.get(cellName(fault));
    if (ofCell) ofCell.push(fault);
    else cells.set(cellName(fault), [fault]);
  }
  return [...cells];
}

function sentenceOf({ kind, text, figure, columnKind }: PasteFault): string {
  if (kind === 'locked') return WORDS.locked;
  if (kind === 'restyled') return WORDS.restyled(text);
  return WORDS.text(text, columnKind === 'fte' ? formatFte(figure ?? 0) : formatMoney(figure ?? 0));
}
