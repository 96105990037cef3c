import { mergeClasses } from '@fluentui/react-components';
import type { Fte as FteValue } from '../../core/fte.js';
import { formatFte } from '../../words/figures.js';
import { useFigureStyles } from './figure-styles.js';

export type FteProps = { fte: FteValue; isOver?: boolean };

/** Headcount in tabular figures, without its unit; negative in parentheses. */
export function Fte({ fte, isOver = false }: FteProps) {
  const styles = useFigureStyles();
  return <span className={mergeClasses(styles.figure, isOver && styles.isOver)}>{formatFte(fte)}</span>;
}
