import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getControlTotals, putControlTotals } from '../../contract/master-work.js';
import type { ControlTotal, ControlTotals } from '../../core/merge/control-total.js';
import { Dimension } from '../../core/merge/dimensions.js';
import { formatCentsPlain, parseCentsPlain } from '../../core/money.js';
import { parseAmount } from '../../ui/format/parse-figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { useGivenBackFocus } from '../app/use-given-back-focus.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WORDS } from './words.js';

const TEXT = WORDS.control;

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM },
  rows: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, minHeight: '160px' } },
});

/** Opens the accounting system's totals; the dialog comes with them, so that whoever opens it is in it at once. */
export function ControlTotalsButton() {
  const { api } = useServices();
  const [isOpen, setOpen] = useState(false);
  const known = useQuery({
    queryKey: ['controlTotals'],
    queryFn: () => api.call(getControlTotals, { params: {}, body: undefined }),
    enabled: isOpen,
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{TEXT.open}</Button>
      {isOpen && known.isError && (
        <ErrorState context="loading" failure={failureOf(known.error)} onRetry={() => void known.refetch()} />
      )}
      {isOpen && known.data && (
        <Dialog open onOpenChange={(_, { open }) => setOpen(open)}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{TEXT.title}</DialogTitle>
              <Form control={known.data.control} onClose={() => setOpen(false)} />
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </>
  );
}

function Form({ control, onClose }: { control: ControlTotals | null; onClose: () => void }) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  useGivenBackFocus();
  const [asOf, setAsOf] = useState(control?.asOf ?? '');
  const [dimension, setDimension] = useState<Dimension>(control?.totals[0]?.dimension ?? 'fund');
  const [texts, setTexts] = useState<Partial<Record<Dimension, string>>>({});
  const [isTried, setTried] = useState(false);
  const textOf = (one: Dimension) => texts[one] ?? rowsText(control, one);
  const read = Dimension.options.map((one) => readRows(one, textOf(one)));
  const wrong = readRows(dimension, textOf(dimension)).wrongRow;
  const isWrong = read.some(({ wrongRow }) => wrongRow !== null);
  const saving = useMutation({
    mutationFn: () =>
      api.call(putControlTotals, {
        params: {},
        body: { asOf, totals: read.flatMap(({ totals }) => totals) },
        ifUnchanged: true,
      }),
    onSuccess: (reply) => {
      queries.setQueryData(['controlTotals'], reply);
      onClose();
    },
  });
  const save = () => {
    setTried(true);
    if (asOf !== '' && !isWrong) saving.mutate();
  };
  const fault = (isFault: boolean, message: string) =>
    isTried && isFault ? { validationState: 'error' as const, validationMessage: message } : {};
  return (
    <>
      <DialogContent className={styles.content}>
        <Text>{TEXT.text}</Text>
        <Field label={TEXT.asOf} required {...fault(asOf === '', TEXT.dateMissing)}>
          <Input type="date" value={asOf} onChange={(_, { value }) => setAsOf(value)} />
        </Field>
        <Field label={TEXT.by}>
          <Select value={dimension} onChange={(_, { value }) => setDimension(Dimension.parse(value))}>
            {Dimension.options.map((one) => (
              <option key={one} value={one}>
                {WORDS.tabs[one]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={TEXT.rows} hint={TEXT.hint} {...fault(wrong !== null, TEXT.wrong(wrong ?? 0))}>
          <Textarea
            className={styles.rows}
            value={textOf(dimension)}
            resize="vertical"
            onChange={(_, { value }) => setTexts({ ...texts, [dimension]: value })}
          />
        </Field>
        {saving.isError && <ErrorState context="changing" failure={failureOf(saving.error)} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{TEXT.cancel}</Button>
        <Button appearance="primary" disabledFocusable={saving.isPending} onClick={save}>
          {TEXT.save}
        </Button>
      </DialogActions>
    </>
  );
}

function rowsText(control: ControlTotals | null, dimension: Dimension): string {
  return (control?.totals ?? [])
    .filter((total) => total.dimension === dimension)
    .map(({ code, amountCents, note }) => {
      // As it is read again: a note that would be taken for the rest of an amount stands in quotes.
      const written = REST_OF_AMOUNT.test(note) || note.startsWith('"') ? `"${note}"` : note;
      return [code, formatCentsPlain(amountCents), written].filter((part) => part !== '').join(', ');
    })
    .join('\n');
}

/** A note that begins so is the rest of an amount whose comma somebody set apart: `15, 850` is not $15. */
const REST_OF_AMOUNT = /^\d{1,3}(\.\d+)?(,|$)/;
/** Code, amount and note between commas. The amount may be in quotes, or have commas of its own before three digits. */
const ROW_WITH_COMMAS = /^([^,]*),\s*("[^"]*"|[^,]*?\d{1,3}(?:,\d{3})+(?!\d)[^,]*|[^,]*)(?:,(.*))?$/;

/**
 * Rows of code, amount and note, with commas or, as pasted from a sheet, tabs between them. The amount is as people
 * type it: `15,850,606.16`, `$500`, `(500)`. The first row that is no such row is named, counted from 1.
 */
export function readRows(
  dimension: Dimension,
  text: string,
): { totals: ControlTotal[]; wrongRow: number | null } {
  const totals: ControlTotal[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [code, amount, note] = partsOf(line);
    const amountCents = parseCentsPlain(unquoted(amount)) ?? parseAmount(unquoted(amount));
    const isTorn = !line.includes('\t') && REST_OF_AMOUNT.test(note);
    if (code === '' || amountCents === null || isTorn) return { totals, wrongRow: at + 1 };
    totals.push({ dimension, code, amountCents, note: unquoted(note).slice(0, 200) });
  }
  return { totals, wrongRow: null };
}

function partsOf(line: string): [code: string, amount: string, note: string] {
  const [code = '', amount = '', ...note] = line.includes('\t')
    ? line.split('\t')
    : (ROW_WITH_COMMAS.exec(line.trim())?.slice(1) ?? []);
  return [unquoted(code), amount.trim(), note.join(',').trim()];
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^"(.*)"$/.exec(trimmed)?.[1] ?? trimmed;
}
