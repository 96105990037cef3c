import {
  Button,
  Combobox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Option,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { parseFtePlain } from '../../../core/fte.js';
import type { Position } from '../../../core/staffing/position.js';
import { PANE } from '../../../ui/messages/pane.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import { payAccounts, planPost, type PayAccount } from './post-plan.js';
import { PostEffectText } from './PostEffectText.js';

const WORDS = PANE.addPost;

const useStyles = makeStyles({
  form: { display: 'grid', rowGap: tokens.spacingVerticalM },
  // Fluent's combobox is 250 px wide by itself, which does not shrink with the pane.
  control: { minWidth: 0, width: '100%' },
  option: { display: 'grid', minWidth: 0 },
  account: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  // A target of 24 pixels; the sign itself is smaller.
  expand: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    minWidth: '24px',
    minHeight: '24px',
  },
  effect: { minHeight: '60px' },
  button: { whiteSpace: 'nowrap' },
});

export type AddPostDialogProps = {
  frame: SheetFrame;
  reading: SheetReading;
  titleOf: (fundingSource: string) => string;
  /** Puts the post into the sheet; false when Excel did not. */
  onAdd: (post: Position) => Promise<boolean>;
  onClose: () => void;
};

/** Adds a post without a code being known: class, title, which line pays, how much of a post; its effect before. */
export function AddPostDialog({ frame, reading, titleOf, onAdd, onClose }: AddPostDialogProps) {
  const styles = useStyles();
  const draft = usePostDraft(frame, reading);
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const add = async () => {
    setChecked(true);
    if (draft.post === null || draft.post.title === '') return;
    setBusy(true);
    const isAdded = await onAdd(draft.post);
    setBusy(false);
    if (isAdded) onClose();
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid="add-post-dialog">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <DialogBody>
            <DialogTitle>{WORDS.title}</DialogTitle>
            <DialogContent className={styles.form}>
              <PostFields draft={draft} isChecked={isChecked} titleOf={titleOf} />
              <div className={styles.effect} aria-live="polite" data-testid="post-effect">
                {draft.post !== null && (
                  <PostEffectText
                    index={frame.index}
                    content={reading.state.content}
                    post={draft.post}
                    titleOf={titleOf}
                  />
                )}
              </div>
            </DialogContent>
            <DialogActions fluid>
              <Button type="submit" appearance="primary" className={styles.button} disabled={isBusy}>
                {isBusy ? WORDS.adding : WORDS.add}
              </Button>
              <Button className={styles.button} onClick={onClose}>
                {WORDS.cancel}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** What has been typed, and the post it makes; null as long as an account or a right FTE is missing. */
function usePostDraft({ index, owners }: SheetFrame, reading: SheetReading) {
  const { jobClasses } = index.book.plan;
  const { content } = reading.state;
  const [id] = useState(() => crypto.randomUUID());
  const [classCode, setClassCode] = useState(jobClasses[0]?.code ?? '');
  const [title, setTitle] = useState('');
  const [account, setAccount] = useState<PayAccount | null>(null);
  const [fteText, setFteText] = useState('1.0');
  const jobClass = jobClasses.find(({ code }) => code === classCode);
  const accounts = useMemo(
    () => (jobClass ? payAccounts(index, content, owners, jobClass) : []),
    [index, content, owners, jobClass],
  );
  const parsed = parseFtePlain(fteText);
  const fte = parsed !== null && parsed > 0 ? parsed : null;
  const post = useMemo((): Position | null => {
    if (!jobClass || !account || fte === null) return null;
    return planPost(index, content, { id, jobClass, title: title.trim(), account: account.account, fte });
  }, [index, content, id, jobClass, title, account, fte]);
  return {
    jobClasses,
    classCode,
    chooseClass(code: string) {
      setClassCode(code);
      setAccount(null);
    },
    title,
    setTitle,
    accounts,
    account,
    setAccount,
    fteText,
    setFteText,
    isFteRight: fte !== null,
    post,
  };
}

type PostFieldsProps = {
  draft: ReturnType<typeof usePostDraft>;
  /** Adding was tried: what is missing is pointed out from then on. */
  isChecked: boolean;
  titleOf: (fundingSource: string) => string;
};

function PostFields({ draft, isChecked, titleOf }: PostFieldsProps) {
  const styles = useStyles();
  const complaint = (isWrong: boolean, message: string) =>
    isChecked && isWrong ? { validationMessage: message } : {};
  return (
    <>
      <Field label={WORDS.jobClass}>
        <Select value={draft.classCode} onChange={(_, { value }) => draft.chooseClass(value)}>
          {draft.jobClasses.map(({ code, title }) => (
            <option key={code} value={code}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={WORDS.postTitle} {...complaint(draft.title.trim() === '', WORDS.titleMissing)}>
        <Input value={draft.title} maxLength={200} onChange={(_, { value }) => draft.setTitle(value)} />
      </Field>
      <Field
        label={WORDS.paidFrom}
        hint={draft.accounts.length === 0 ? WORDS.noAccounts : WORDS.paidFromHint}
        {...complaint(draft.account === null, WORDS.accountMissing)}
      >
        <AccountBox
          key={draft.classCode}
          accounts={draft.accounts}
          titleOf={titleOf}
          onChoose={draft.setAccount}
        />
      </Field>
      <Field label={WORDS.fte} {...complaint(!draft.isFteRight, WORDS.fteWrong)}>
        <Input
          value={draft.fteText}
          inputMode="decimal"
          className={styles.control}
          onChange={(_, { value }) => draft.setFteText(value)}
        />
      </Field>
    </>
  );
}

type AccountBoxProps = {
  accounts: readonly PayAccount[];
  titleOf: (fundingSource: string) => string;
  onChoose: (account: PayAccount | null) => void;
};

/** One search box over titles, funding sources and account strings; the title comes first, the string second. */
function AccountBox({ accounts, titleOf, onChoose, ...field }: AccountBoxProps) {
  const styles = useStyles();
  const [query, setQuery] = useState('');
  const [isChosen, setChosen] = useState(false);
  const words = isChosen ? [] : query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = accounts.filter(({ account, title, fundingSource }) => {
    const text = `${title} ${titleOf(fundingSource)} ${account}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <Combobox
      {...field}
      className={styles.control}
      input={{ className: styles.control }}
      expandIcon={{ className: styles.expand }}
      value={query}
      onChange={(event) => {
        setQuery(event.target.value);
        setChosen(false);
        onChoose(null);
      }}
      onOptionSelect={(_, { optionValue }) => {
        const chosen = accounts.find(({ account }) => account === optionValue) ?? null;
        if (chosen) setQuery(chosen.title);
        setChosen(chosen !== null);
        onChoose(chosen);
      }}
    >
      {found.map(({ account, title, fundingSource }) => (
        <Option key={account} value={account} text={title}>
          <span className={styles.option}>
            <span>{title}</span>
            <Text size={200} className={styles.account}>
              {titleOf(fundingSource)} · {account}
            </Text>
          </span>
        </Option>
      ))}
      {found.length === 0 && (
        <Option key="none" value="" text="" disabled>
          {WORDS.noMatch}
        </Option>
      )}
    </Combobox>
  );
}
