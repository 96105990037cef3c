import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { SiteContent } from '../../../core/budget/site-content.js';
import type { Position } from '../../../core/staffing/position.js';
import type { BookIndex } from '../../../core/validation/book-index.js';
import type { Balance } from '../../../core/validation/figures.js';
import { formatFte, formatMoney } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';
import { effectOfPost } from './post-plan.js';

const WORDS = PANE.addPost;

const useStyles = makeStyles({ over: { color: tokens.colorStatusDangerForeground3 } });

export type PostEffectTextProps = {
  index: BookIndex;
  content: SiteContent;
  post: Position;
  titleOf: (fundingSource: string) => string;
};

/** What a post would cost, what it would leave, and what it would overspend. */
export function PostEffectText({ index, content, post, titleOf }: PostEffectTextProps) {
  const styles = useStyles();
  const effect = useMemo(() => effectOfPost(index, content, post), [index, content, post]);
  const { balance, newAccounts } = effect;
  return (
    <>
      <Text block>{WORDS.cost(formatMoney(effect.costCents))}</Text>
      {balance !== null &&
        sentences(titleOf(balance.fundingSource), balance).map(({ text, isOver }) => (
          <Text key={text} block {...(isOver ? { className: styles.over } : {})}>
            {text}
          </Text>
        ))}
      {newAccounts.length > 0 && <Text block>{WORDS.noLines(newAccounts.join(', '))}</Text>}
    </>
  );
}

function sentences(title: string, { remainingCents, remainingFte }: Balance) {
  const over: { text: string; isOver: boolean }[] = [];
  if (remainingCents < 0) over.push({ text: WORDS.over(title, formatMoney(-remainingCents)), isOver: true });
  if (remainingFte < 0) over.push({ text: WORDS.overFte(title, formatFte(-remainingFte)), isOver: true });
  if (over.length > 0) return over;
  return [{ text: WORDS.leaves(title, formatMoney(remainingCents), formatFte(remainingFte)), isOver: false }];
}
