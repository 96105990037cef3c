import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { splitPost } from '../../../core/budget/edit-content.js';
import type { SiteContent } from '../../../core/budget/site-content.js';
import type { Position } from '../../../core/staffing/position.js';
import { formatFte, formatMoney } from '../../../words/figures.js';
import { parseFte } from '../../../ui/format/parse-figures.js';
import { SubScreen } from '../../../ui/layout/SubScreen.js';
import { ROW } from '../../../ui/messages/row.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import { payAccounts } from '../add-post/post-plan.js';
import { balanceEffects } from './balance-effects.js';
import { BalanceEffects } from './BalanceEffects.js';

const WORDS = ROW.post;

const useStyles = makeStyles({
  form: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  whole: { height: '100%' },
  facts: { display: 'grid', overflowWrap: 'anywhere' },
  control: { minWidth: 0, width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

export type PostScreenProps = {
  frame: SheetFrame;
  reading: SheetReading;
  post: Position;
  titleOf: (fundingSource: string) => string;
  /** Puts the content into the sheet; false when Excel did not. */
  onChange: (content: SiteContent) => Promise<boolean>;
  onBack: () => void;
};

type Action = 'cut' | 'split' | 'status';

/** Changes one post of hers: its FTE, a part of it paid from elsewhere, or nobody in it; its effect before. */
export function PostScreen({ frame, reading, post, titleOf, onChange, onBack }: PostScreenProps) {
  const styles = useStyles();
  const draft = usePostChange(frame, reading, post);
  const [isBusy, setBusy] = useState(false);
  const effects = useMemo(
    () => draft.content && balanceEffects(frame.index, reading.state.figures.balances, draft.content),
    [draft.content, frame, reading],
  );
  const apply = async () => {
    if (draft.content === null) return;
    setBusy(true);
    const isDone = await onChange(draft.content);
    setBusy(false);
    if (isDone) onBack();
  };
  return (
    <form
      className={styles.whole}
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
    >
      <SubScreen
        title={WORDS.title}
        backLabel={WORDS.back}
        onBack={onBack}
        actions={
          <>
            <Button type="submit" appearance="primary" disabledFocusable={isBusy || draft.content === null}>
              {isBusy ? WORDS.applying : WORDS.apply}
            </Button>
            <Button onClick={onBack}>{WORDS.cancel}</Button>
          </>
        }
      >
        <div className={styles.form}>
          <PostFacts post={post} />
          <PostActions post={post} draft={draft} titleOf={titleOf} />
          <BalanceEffects effects={effects} titleOf={titleOf} />
        </div>
      </SubScreen>
    </form>
  );
}

function PostFacts({ post }: { post: Position }) {
  const styles = useStyles();
  const status = WORDS.status[post.status];
  return (
    <div className={styles.facts}>
      <Text weight="semibold">{post.title}</Text>
      <Text size={200} className={styles.quiet}>
        {WORDS.facts(formatFte(post.fte), status, formatMoney(post.annualSalaryCents))}
      </Text>
      {post.splits.map(({ account }) => (
        <Text key={account} size={200} className={styles.quiet}>
          {account}
        </Text>
      ))}
    </div>
  );
}

/** What is chosen and typed, and the content it makes; null as long as it makes none. */
function usePostChange({ index, owners }: SheetFrame, reading: SheetReading, post: Position) {
  const [action, setAction] = useState<Action>('cut');
  const [partId] = useState(() => crypto.randomUUID());
  const [fteText, setFteText] = useState(formatFte(post.fte));
  const [partText, setPartText] = useState(formatFte(Math.floor(post.fte / 2)));
  const [partTitle, setPartTitle] = useState(post.title);
  const { content: sheet } = reading.decoded;
  const jobClass = index.book.plan.jobClasses.find(({ code }) => code === post.jobClass);
  const accounts = useMemo(
    () =>
      (jobClass ? payAccounts(index, sheet, owners, jobClass) : []).filter(
        ({ account }) => !post.splits.some((split) => split.account === account),
      ),
    [index, sheet, owners, jobClass, post],
  );
  const [chosen, setAccount] = useState('');
  const account = chosen === '' ? (accounts[0]?.account ?? '') : chosen;
  const fte = parseFte(fteText);
  const part = parseFte(partText);
  const content = useMemo((): SiteContent | null => {
    const change = (next: Partial<Position>): SiteContent => ({
      ...sheet,
      positions: sheet.positions.map((row) => (row.id === post.id ? { ...row, ...next } : row)),
    });
    if (action === 'status') return change({ status: post.status === 'vacant' ? 'filled' : 'vacant' });
    if (action === 'cut') return fte === null || fte < 0 ? null : change({ fte, unread: withoutFte(post) });
    if (part === null || account === '') return null;
    return splitPost(sheet, post.id, { id: partId, fte: part, account, title: partTitle.trim() });
  }, [sheet, post, action, fte, part, account, partId, partTitle]);
  return {
    action,
    setAction,
    fteText,
    setFteText,
    isFteRight: fte !== null && fte >= 0,
    partText,
    setPartText,
    isPartRight: part !== null && part > 0 && part < post.fte,
    partTitle,
    setPartTitle,
    accounts,
    account,
    setAccount,
    content,
  };
}

function withoutFte({ unread }: Position): Position['unread'] {
  return unread.filter(({ field }) => field !== 'fte');
}

type PostActionsProps = {
  post: Position;
  draft: ReturnType<typeof usePostChange>;
  titleOf: (fundingSource: string) => string;
};

function PostActions({ post, draft, titleOf }: PostActionsProps) {
  const styles = useStyles();
  const isVacant = post.status === 'vacant';
  return (
    <>
      <Field label={WORDS.action}>
        <RadioGroup value={draft.action} onChange={(_, { value }) => draft.setAction(value as Action)}>
          <Radio value="cut" label={WORDS.cut} />
          <Radio value="split" label={WORDS.split} />
          <Radio value="status" label={isVacant ? WORDS.fill : WORDS.vacate} />
        </RadioGroup>
      </Field>
      {draft.action === 'cut' && (
        <Field label={WORDS.fte} {...(draft.isFteRight ? {} : { validationMessage: WORDS.fteWrong })}>
          <Input
            className={styles.control}
            value={draft.fteText}
            inputMode="decimal"
            onChange={(_, { value }) => draft.setFteText(value)}
          />
        </Field>
      )}
      {draft.action === 'split' && <SplitFields post={post} draft={draft} titleOf={titleOf} />}
      {draft.action === 'status' && (
        <Text className={styles.quiet}>{isVacant ? WORDS.fillText : WORDS.vacateText}</Text>
      )}
    </>
  );
}

function SplitFields({ post, draft, titleOf }: PostActionsProps) {
  const styles = useStyles();
  if (draft.accounts.length === 0) return <Text>{WORDS.noAccounts}</Text>;
  return (
    <>
      <Text className={styles.quiet}>{WORDS.splitText}</Text>
      <Field
        label={WORDS.part}
        {...(draft.isPartRight ? {} : { validationMessage: WORDS.partWrong(formatFte(post.fte)) })}
      >
        <Input
          className={styles.control}
          value={draft.partText}
          inputMode="decimal"
          onChange={(_, { value }) => draft.setPartText(value)}
        />
      </Field>
      <Field label={WORDS.account} hint={draft.account}>
        <Select
          className={styles.control}
          value={draft.account}
          onChange={(_, { value }) => draft.setAccount(value)}
        >
          {draft.accounts.map(({ account, title, fundingSource }) => (
            <option key={account} value={account}>
              {`${title} · ${titleOf(fundingSource)} · ${account}`}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={WORDS.partTitle}>
        <Input
          className={styles.control}
          value={draft.partTitle}
          maxLength={200}
          onChange={(_, { value }) => draft.setPartTitle(value)}
        />
      </Field>
    </>
  );
}
