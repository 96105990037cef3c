import { makeStyles, tokens } from '@fluentui/react-components';

/** Tabular figures, so that columns line up; aligned right; red is only for what blocks. */
export const useFigureStyles = makeStyles({
  figure: { fontVariantNumeric: 'tabular-nums', textAlign: 'right', whiteSpace: 'nowrap' },
  isOver: { color: tokens.colorStatusDangerForeground3, fontWeight: tokens.fontWeightSemibold },
});
