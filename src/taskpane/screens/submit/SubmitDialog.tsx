import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Site } from '../../../core/budget/site.js';
import { problemKey } from '../../../core/problem.js';
import { submitRevision } from '../../../contract/submissions.js';
import { formatChange, formatFte, formatMoney } from '../../../ui/format/figures.js';
import { failureOf } from '../../../ui/messages/failures-en.js';
import { PANE_EN } from '../../../ui/messages/pane-en.js';
import { sortProblems } from '../../../ui/problem/sort-problems.js';
import { describeProblem } from '../../../ui/messages/problems-en.js';
import { useServices } from '../../../ui/services/services.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { SITES_KEY } from '../../hooks/use-site-status.js';
import type { SheetReading } from '../../sheet/read-snapshot.js';
import { summarizeForSubmit } from './submit-summary.js';

const WORDS = PANE_EN.submit;
const WARNINGS_SHOWN = 5;

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  figures: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
  },
  row: { display: 'contents' },
  figure: { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  warnings: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  button: { whiteSpace: 'nowrap' },
});

export type SubmitDialogProps = {
  site: Site;
  revision: number;
  reading: SheetReading;
  onClose: () => void;
};

/** What goes to finance, in figures, then the one button that sends it, then the receipt. */
export function SubmitDialog({ site, revision, reading, onClose }: SubmitDialogProps) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const submitting = useMutation({
    networkMode: 'always',
    mutationFn: () => api.call(submitRevision, { params: { siteCode: site.code }, body: { revision } }),
    onSettled: () => queries.invalidateQueries({ queryKey: SITES_KEY }),
  });
  const isDone = submitting.isSuccess;
  const close = useRef<HTMLElement | null>(null);
  useEffect(() => {
    // The button that had the focus is gone; a dialog without it is closed to keyboards and screen readers.
    if (isDone) close.current?.focus();
  }, [isDone]);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid="submit-dialog">
        <DialogBody>
          <DialogTitle>{isDone ? WORDS.done(site.name) : WORDS.title(site.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{isDone ? WORDS.doneText : WORDS.intro(revision)}</Text>
            {!isDone && <Summary reading={reading} />}
            {submitting.isError && <ErrorState failure={failureOf(submitting.error)} context="submitting" />}
          </DialogContent>
          <DialogActions fluid>
            {!isDone && (
              <Button
                className={styles.button}
                appearance="primary"
                disabledFocusable={submitting.isPending}
                onClick={() => submitting.mutate()}
              >
                {submitting.isPending ? WORDS.submitting : WORDS.confirm}
              </Button>
            )}
            <Button
              ref={(button: HTMLElement | null) => {
                close.current = button;
              }}
              className={styles.button}
              appearance={isDone ? 'primary' : 'secondary'}
              onClick={onClose}
            >
              {isDone ? WORDS.close : WORDS.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Summary({ reading }: { reading: SheetReading }) {
  const styles = useStyles();
  const summary = useMemo(() => summarizeForSubmit(reading.state), [reading]);
  const { toCheck: warnings } = sortProblems(reading.problems);
  const rows = [
    [WORDS.changedLines, String(summary.changedLines)],
    [WORDS.total, formatMoney(summary.totalCents)],
    [WORDS.fte, formatFte(summary.totalFte)],
    [WORDS.difference, formatChange(summary.changeCents)],
    [WORDS.left, formatMoney(summary.leftCents)],
  ] as const;
  return (
    <>
      <dl className={styles.figures}>
        {rows.map(([label, figure]) => (
          <div key={label} className={styles.row}>
            <dt>{label}</dt>
            <dd className={styles.figure}>{figure}</dd>
          </div>
        ))}
      </dl>
      {warnings.length > 0 && (
        <div>
          <Text block weight="semibold">
            {WORDS.warnings(warnings.length)}
          </Text>
          <ul className={styles.warnings}>
            {warnings.slice(0, WARNINGS_SHOWN).map((problem) => (
              <li key={problemKey(problem)}>
                <Text size={200}>{describeProblem(problem).sentence}</Text>
              </li>
            ))}
          </ul>
          {warnings.length > WARNINGS_SHOWN && (
            <Text size={200}>{WORDS.andMore(warnings.length - WARNINGS_SHOWN)}</Text>
          )}
        </div>
      )}
    </>
  );
}
