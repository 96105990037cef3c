import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Balance } from '../../../core/validation/figures.js';
import { formatFte, formatMoney } from '../../../words/figures.js';
import { ROW } from '../../../ui/messages/row.js';

const WORDS = ROW.post;

const useStyles = makeStyles({
  root: { display: 'grid', minHeight: '40px', alignContent: 'start', fontVariantNumeric: 'tabular-nums' },
  over: { color: tokens.colorStatusDangerForeground3 },
});

export type BalanceEffectsProps = {
  /** The balances that change, as they would be; null while what is typed cannot be read. */
  effects: readonly Balance[] | null;
  titleOf: (fundingSource: string) => string;
};

/** What a change would leave of every funding source that it touches; told politely to people who listen. */
export function BalanceEffects({ effects, titleOf }: BalanceEffectsProps) {
  const styles = useStyles();
  return (
    <div className={styles.root} aria-live="polite" data-testid="balance-effects">
      {effects?.length === 0 && <Text>{WORDS.same}</Text>}
      {effects?.map((balance) => (
        <Text key={balance.fundingSource} {...(isOver(balance) ? { className: styles.over } : {})}>
          {sentence(titleOf(balance.fundingSource), balance)}
        </Text>
      ))}
    </div>
  );
}

function isOver({ remainingCents, remainingFte }: Balance): boolean {
  return remainingCents < 0 || remainingFte < 0;
}

function sentence(title: string, { remainingCents, remainingFte }: Balance): string {
  if (remainingCents < 0) return WORDS.over(title, formatMoney(-remainingCents));
  if (remainingFte < 0) return WORDS.overFte(title, formatFte(-remainingFte));
  return WORDS.leaves(title, formatMoney(remainingCents), formatFte(remainingFte));
}
