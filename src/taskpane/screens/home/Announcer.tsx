import { makeStyles } from '@fluentui/react-components';
import type { Balance } from '../../../core/validation/figures.js';
import { formatFte, formatMoney } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';

const WORDS = PANE.balances;

const useStyles = makeStyles({
  root: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

export type AnnouncerProps = { changed: readonly Balance[]; titleOf: (fundingSource: string) => string };

/** Tells people who listen what an edit did to the balances: once, politely, a sentence a funding source. */
export function Announcer({ changed, titleOf }: AnnouncerProps) {
  const styles = useStyles();
  return (
    <div className={styles.root} role="status" aria-live="polite" data-testid="announcer">
      {changed.map((balance) => sentence(titleOf(balance.fundingSource), balance)).join('. ')}
    </div>
  );
}

function sentence(title: string, { remainingCents, remainingFte }: Balance): string {
  if (remainingCents < 0) return WORDS.announceOver(title, formatMoney(-remainingCents));
  if (remainingFte < 0) return WORDS.announceFteOver(title, formatFte(-remainingFte));
  return WORDS.announceLeft(title, formatMoney(remainingCents));
}
