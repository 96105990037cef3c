import {
  Button,
  Field,
  Input,
  makeStyles,
  Select,
  Subtitle1,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { readAll } from '../../api/read-all.js';
import { getCode, listCodes, listSegments } from '../../contract/district-plan.js';
import type { AccountCode } from '../../core/account/chart-of-accounts.js';
import { formatDate } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { WEB_EN } from '../messages-en.js';
import { CodeForm } from './CodeForm.js';

const WORDS = WEB_EN.plan.codes;
/** A list that nobody reads to its end: words narrow it. */
const MOST_SHOWN = 100;

const useStyles = makeStyles({
  part: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalM },
  choice: { maxWidth: '480px' },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  find: { flexGrow: 1, maxWidth: '480px' },
});

/** The codes of the chart, a segment at a time. */
export function CodesPart() {
  const styles = useStyles();
  const { api } = useServices();
  const [chosen, setChosen] = useState<string | null>(null);
  const segments = useQuery({
    queryKey: ['codes', 'segments'],
    queryFn: ({ signal }) => api.call(listSegments, { params: {}, body: undefined, signal }),
  });
  if (segments.isPending) return <LoadingState rows={4} />;
  if (segments.data === undefined) {
    const retry = () => void segments.refetch();
    return <ErrorState context="loading" failure={failureOf(segments.error)} onRetry={retry} />;
  }
  const all = segments.data.segments;
  const segment = all.find(({ code }) => code === chosen) ?? all[0];
  return (
    <section className={styles.part} aria-label={WORDS.title}>
      <Subtitle1 as="h2">{WORDS.title}</Subtitle1>
      <Field label={WORDS.segment} className={styles.choice}>
        <Select value={segment?.code ?? ''} onChange={(_, { value }) => setChosen(value)}>
          {all.map(({ code, title }) => (
            <option key={code} value={code}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      {segment && segment.codeCount !== null && <Codes key={segment.code} segment={segment.code} />}
      {segment?.codeCount === null && <Text>{WORDS.noList}</Text>}
    </section>
  );
}

function Codes({ segment }: { segment: string }) {
  const styles = useStyles();
  const { api } = useServices();
  const [words, setWords] = useState('');
  const [form, setForm] = useState<{ known: AccountCode | null } | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const opener = useRef<Element | null>(null);
  const open = (known: AccountCode | null) => {
    opener.current = document.activeElement;
    setSaved(null);
    setForm({ known });
  };
  const close = () => {
    setForm(null);
    // Whoever goes by the keyboard is where she was.
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  // Read by itself, so that a change holds only for what was seen.
  const opening = useMutation({
    networkMode: 'always',
    mutationFn: (code: string) => api.call(getCode, { params: { segment, code }, body: undefined }),
    onSuccess: open,
  });
  const codes = useQuery({
    queryKey: ['codes', segment],
    queryFn: async ({ signal }) => {
      const pages = await readAll(api, listCodes, { params: { segment }, signal });
      return pages.flatMap((page) => page.codes);
    },
  });
  if (codes.isPending) return <LoadingState rows={6} />;
  if (codes.data === undefined) {
    const retry = () => void codes.refetch();
    return <ErrorState context="loading" failure={failureOf(codes.error)} onRetry={retry} />;
  }
  const sought = words.trim().toLowerCase();
  const found = codes.data.filter(({ code, title }) => `${code} ${title}`.toLowerCase().includes(sought));
  const shown = found.slice(0, MOST_SHOWN);
  const columns: readonly FigureColumn<AccountCode>[] = [
    ...COLUMNS,
    {
      title: WORDS.columns.change,
      isFigure: false,
      render: (entry) => (
        <Button
          size="small"
          aria-label={WORDS.changeOf(entry.code)}
          onClick={() => opening.mutate(entry.code)}
        >
          {WORDS.change}
        </Button>
      ),
    },
  ];
  return (
    <>
      <div className={styles.tools}>
        <Field label={WORDS.find} className={styles.find}>
          <Input value={words} onChange={(_, { value }) => setWords(value)} />
        </Field>
        <Button onClick={() => open(null)}>{WORDS.add}</Button>
      </div>
      {opening.isError && <ErrorState context="loading" failure={failureOf(opening.error)} />}
      {form && (
        <CodeForm
          key={form.known?.code ?? ''}
          segment={segment}
          known={form.known}
          codes={codes.data}
          onSaved={(code) => {
            setSaved(code);
            close();
          }}
          onCancel={close}
        />
      )}
      <Text role="status">
        {saved !== null && `${WORDS.saved(saved)} `}
        {WORDS.found(shown.length, codes.data.length)}
      </Text>
      <FigureTable label={WORDS.title} columns={columns} rows={shown} keyOf={({ code }) => code} stacks />
    </>
  );
}

const COLUMNS: readonly FigureColumn<AccountCode>[] = [
  { title: WORDS.columns.code, isFigure: false, render: ({ code }) => code },
  { title: WORDS.columns.title, isFigure: false, render: ({ title }) => title },
  { title: WORDS.columns.from, isFigure: false, render: ({ from }) => from && formatDate(from) },
  { title: WORDS.columns.to, isFigure: false, render: ({ to }) => to && formatDate(to) },
];
