import { mergeClasses } from '@fluentui/react-components';
import type { Cents } from '../../core/money.js';
import { formatAmount, formatChange, formatMoney } from '../../words/figures.js';
import { useFigureStyles } from './figure-styles.js';

export type MoneyProps = {
  cents: Cents;
  /** `$`: "$1,204"; `plain`: "1,204" under a header with the unit; `change`: "+$1,204". */
  form?: '$' | 'plain' | 'change';
  /** Painted as something that blocks. */
  isOver?: boolean;
};

const FORMS = { $: formatMoney, plain: formatAmount, change: formatChange };

/** An amount of money in tabular figures; negative in parentheses. */
export function Money({ cents, form = '$', isOver = false }: MoneyProps) {
  const styles = useFigureStyles();
  return <span className={mergeClasses(styles.figure, isOver && styles.isOver)}>{FORMS[form](cents)}</span>;
}
