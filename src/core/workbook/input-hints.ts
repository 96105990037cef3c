import { formatFtePlain, FTE_SCALE, MAX_FTE } from '../fte.js';
import { formatCentsPlain, MAX_CENTS } from '../money.js';

/**
 * Excel's own check of a column that somebody types into. Hints: all but the list let the person go on, and the pane
 * judges. Bounds as plain numbers in text.
 */
export type InputHint = { errorTitle: string; errorMessage: string } & (
  | { kind: 'decimal'; min: string; max: string }
  | { kind: 'list'; values: readonly string[] }
);

/** The checks by column key. */
export const INPUT_HINTS: Readonly<Record<string, InputHint>> = {
  amount: money(-MAX_CENTS),
  besidePosts: money(-MAX_CENTS),
  annualSalary: money(0),
  fte: {
    kind: 'decimal',
    min: '0',
    max: formatFtePlain(MAX_FTE),
    errorTitle: 'FTE',
    errorMessage: `Type FTE as a number from 0, with at most ${String(String(FTE_SCALE).length - 1)} decimals, such as 0.5.`,
  },
  status: {
    kind: 'list',
    values: ['filled', 'vacant', 'frozen'],
    errorTitle: 'Status',
    errorMessage: 'A post is filled, vacant or frozen.',
  },
};

function money(minCents: number): InputHint {
  return {
    kind: 'decimal',
    min: formatCentsPlain(minCents),
    max: formatCentsPlain(MAX_CENTS),
    errorTitle: 'Amount',
    errorMessage:
      'Type the amount as a number in dollars and cents, such as 1234.50, or leave the cell blank.',
  };
}
