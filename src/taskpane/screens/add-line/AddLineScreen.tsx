import { Button, Field, Input, Link, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { FoundAccount } from '../../../core/finder/find.js';
import type { NewLine } from '../../../core/budget/edit-content.js';
import { SYNONYMS_EN } from '../../../core/finder/synonyms-en.js';
import { SYNONYMS_ES } from '../../../core/finder/synonyms-es.js';
import type { SynonymSet } from '../../../core/finder/synonyms.js';
import { OBJECT_SEGMENT } from '../../../core/staffing/derive.js';
import { openAccountFinder } from '../../../core/validation/account-choice.js';
import type { BookIndex } from '../../../core/validation/book-index.js';
import { formatMoney } from '../../../words/figures.js';
import { parseAmount } from '../../../ui/format/parse-figures.js';
import { pageLanguage } from '../../../words/language.js';
import { SubScreen } from '../../../ui/layout/SubScreen.js';
import { ADD_LINE } from '../../../ui/messages/add-line.js';
import type { SheetFrame, SheetReading } from '../../sheet/read-snapshot.js';
import { AccountSearch } from './AccountSearch.js';

const WORDS = ADD_LINE;
const LONGEST_TITLE = 200;
const LONGEST_JUSTIFICATION = 2_000;

const useStyles = makeStyles({
  whole: { height: '100%' },
  form: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  control: { minWidth: 0, width: '100%' },
  chosen: { display: 'grid', justifyItems: 'start', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  effect: { minHeight: '20px' },
  over: { color: tokens.colorStatusDangerForeground3 },
});

/** The account of a line, and what to call the new one. */
export type ChosenAccount = { account: string; title: string };

export type AddLineScreenProps = {
  frame: SheetFrame;
  reading: SheetReading;
  titleOf: (fundingSource: string) => string;
  /** A line to copy: its account is chosen already. */
  copyOf?: ChosenAccount | null;
  /** The account comes from another line, not from what finance assigned. */
  isCopy?: boolean;
  /** Puts the line into the sheet; false when Excel did not. */
  onAdd: (line: NewLine) => Promise<boolean>;
  onBack: () => void;
  onRequestCode?: ((query: string) => void) | undefined;
};

/** Adds a line without a code being known: find the account, say what for and how much, see what it leaves. */
export function AddLineScreen(props: AddLineScreenProps) {
  const {
    frame,
    reading,
    titleOf,
    copyOf = null,
    isCopy = copyOf !== null,
    onAdd,
    onBack,
    onRequestCode,
  } = props;
  const styles = useStyles();
  const [chosen, setChosen] = useState<ChosenAccount | null>(copyOf);
  const [isBusy, setBusy] = useState(false);
  // The lines at the moment the screen opened: a finder is made once, not at every keystroke in the sheet.
  const [content] = useState(reading.decoded.content);
  const finder = useMemo(
    () => openAccountFinder(frame.index, content, frame.owners, synonymsOfPage()),
    [frame, content],
  );
  const add = async (line: NewLine) => {
    setBusy(true);
    const isAdded = await onAdd(line);
    setBusy(false);
    if (isAdded) onBack();
  };
  const title = isCopy ? WORDS.copyTitle : WORDS.title;
  if (chosen === null) {
    return (
      <SubScreen title={title} backLabel={WORDS.back} onBack={onBack}>
        <div className={styles.form}>
          <AccountSearch
            finder={finder}
            balances={reading.state.figures.balances}
            titleOf={titleOf}
            onChoose={(account) => setChosen(choice(frame.index, account))}
            onRequestCode={onRequestCode}
          />
        </div>
      </SubScreen>
    );
  }
  return (
    <LineForm
      title={title}
      chosen={chosen}
      frame={frame}
      reading={reading}
      titleOf={titleOf}
      isBusy={isBusy}
      onAdd={(line) => void add(line)}
      onChange={() => setChosen(null)}
      onBack={onBack}
    />
  );
}

/** What people type for the titles of the chart, in the page's language. */
function synonymsOfPage(): SynonymSet {
  return pageLanguage() === 'es' ? SYNONYMS_ES : SYNONYMS_EN;
}

/** A line is called like the site's own line on the account; a new one by what the account buys. */
function choice(index: BookIndex, { account }: FoundAccount): ChosenAccount {
  const own = index.book.opening.lines.find((line) => line.account === account)?.title ?? '';
  return { account, title: own === '' ? boughtOn(index, account) : own };
}

type LineFormProps = {
  title: string;
  chosen: ChosenAccount;
  frame: SheetFrame;
  reading: SheetReading;
  titleOf: (fundingSource: string) => string;
  isBusy: boolean;
  onAdd: (line: NewLine) => void;
  onChange: () => void;
  onBack: () => void;
};

function LineForm({
  title,
  chosen,
  frame,
  reading,
  titleOf,
  isBusy,
  onAdd,
  onChange,
  onBack,
}: LineFormProps) {
  const styles = useStyles();
  const [id] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(chosen.title.slice(0, LONGEST_TITLE));
  const [amountText, setAmountText] = useState('0');
  const [justification, setJustification] = useState('');
  const cents = parseAmount(amountText);
  const add = () => {
    if (cents === null) return;
    onAdd({
      id,
      account: chosen.account,
      title: name.trim(),
      enteredCents: cents,
      justification: justification.trim(),
    });
  };
  return (
    <form
      className={styles.whole}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <SubScreen
        title={title}
        backLabel={WORDS.back}
        onBack={onBack}
        actions={
          <>
            <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
              {isBusy ? WORDS.adding : WORDS.add}
            </Button>
            <Button onClick={onBack}>{WORDS.cancel}</Button>
          </>
        }
      >
        <div className={styles.form}>
          <ChosenCard index={frame.index} chosen={chosen} titleOf={titleOf} onChange={onChange} />
          <Field label={WORDS.name}>
            <Input
              className={styles.control}
              value={name}
              maxLength={LONGEST_TITLE}
              onChange={(_, { value }) => setName(value)}
            />
          </Field>
          <Field
            label={WORDS.amount}
            hint={WORDS.amountHint}
            {...(cents === null ? { validationMessage: WORDS.amountWrong } : {})}
          >
            <Input
              className={styles.control}
              value={amountText}
              inputMode="decimal"
              onChange={(_, { value }) => setAmountText(value)}
            />
          </Field>
          <Effect frame={frame} reading={reading} account={chosen.account} cents={cents} titleOf={titleOf} />
          <Field label={WORDS.why}>
            <Textarea
              className={styles.control}
              value={justification}
              maxLength={LONGEST_JUSTIFICATION}
              resize="vertical"
              onChange={(_, { value }) => setJustification(value)}
            />
          </Field>
        </div>
      </SubScreen>
    </form>
  );
}

type ChosenCardProps = Pick<LineFormProps, 'chosen' | 'titleOf' | 'onChange'> & { index: BookIndex };

function ChosenCard({ index, chosen, titleOf, onChange }: ChosenCardProps) {
  const styles = useStyles();
  const { fundingSource } = index.account(chosen.account);
  const bought = boughtOn(index, chosen.account);
  return (
    <div className={styles.chosen} data-testid="chosen-account">
      <Text weight="semibold">{bought === '' ? chosen.title : bought}</Text>
      {bought !== '' && chosen.title !== '' && chosen.title !== bought && (
        <Text size={200}>{chosen.title}</Text>
      )}
      <Text size={200} className={styles.quiet}>
        {chosen.account}
      </Text>
      <Text size={200} className={styles.quiet}>
        {titleOf(fundingSource ?? '')}
      </Text>
      <Link as="button" type="button" onClick={onChange}>
        {WORDS.change}
      </Link>
    </div>
  );
}

/** What an account buys, as the chart calls its object; empty where the chart has no word for it. */
function boughtOn(index: BookIndex, account: string): string {
  const at = index.book.plan.chart.structure.segments.findIndex(({ code }) => code === OBJECT_SEGMENT);
  return index.chart.title(OBJECT_SEGMENT, index.account(account).codes?.[at] ?? '') ?? '';
}

type EffectProps = Pick<LineFormProps, 'frame' | 'reading' | 'titleOf'> & {
  account: string;
  cents: number | null;
};

/** What the line would leave of its funding source. */
function Effect({ frame, reading, account, cents, titleOf }: EffectProps) {
  const styles = useStyles();
  const { fundingSource } = frame.index.account(account);
  const balance = reading.state.figures.balances.find((row) => row.fundingSource === fundingSource);
  const left = (balance?.remainingCents ?? 0) - (cents ?? 0);
  const source = titleOf(fundingSource ?? '');
  return (
    <div className={styles.effect} aria-live="polite" data-testid="line-effect">
      {cents !== null && (
        <Text {...(left < 0 ? { className: styles.over } : {})}>
          {left < 0 ? WORDS.wouldBeOver(source, formatMoney(-left)) : WORDS.leaves(source, formatMoney(left))}
        </Text>
      )}
    </div>
  );
}
