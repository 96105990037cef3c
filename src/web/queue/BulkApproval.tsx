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
import { useState } from 'react';
import { approveSubmissions, type BulkAnswer, type QueueItem } from '../../contract/submissions.js';
import { isClean } from '../../core/approval/step-state.js';
import { formatMoney } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WEB_EN } from '../messages-en.js';

const WORDS = WEB_EN.bulk;
/** As many as the server takes at once. */
const MOST = 200;

const useStyles = makeStyles({
  bar: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, display: 'grid' },
  content: { display: 'grid', gap: tokens.spacingVerticalS },
  now: { whiteSpace: 'nowrap' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, maxHeight: '240px', overflowY: 'auto' },
});

/** Submissions without a problem that somebody would have to look at. */
export function cleanOf(items: readonly QueueItem[]): QueueItem[] {
  return items
    .filter(
      ({ submission, revision }) =>
        submission.status === 'submitted' &&
        revision.fatalCount === 0 &&
        revision.warningCount === 0 &&
        isClean(submission) &&
        submission.lateClaim !== 'toDecide',
    )
    .slice(0, MOST);
}

/** Approves what is clean, several at once; each gets an answer of its own, and those that did not go through are named. */
export function BulkApproval({ items }: { items: readonly QueueItem[] }) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<QueueItem[] | null>(null);
  const approval = useMutation({
    mutationFn: (chosen: QueueItem[]) =>
      api.call(approveSubmissions, {
        params: {},
        body: { submissionIds: chosen.map(({ submission }) => submission.id) },
      }),
    onSettled: () =>
      Promise.all(
        ['queue', 'submission', 'sites'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const clean = cleanOf(items);
  const close = () => {
    setAsked(null);
    approval.reset();
  };
  if (clean.length < 2 && asked === null) return null;
  return (
    <div className={styles.bar}>
      <Button onClick={() => setAsked(clean)}>{WORDS.approve(clean.length)}</Button>
      {asked !== null && (
        <Dialog open onOpenChange={(_, { open }) => !open && close()}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{WORDS.title(asked.length)}</DialogTitle>
              <DialogContent className={styles.content}>
                {approval.data ? (
                  <Answers answers={approval.data.answers} items={asked} />
                ) : (
                  <>
                    <Text>{WORDS.text}</Text>
                    <ul className={styles.list}>
                      {asked.map(({ submission, site, revision }) => (
                        <li key={submission.id}>
                          {site.name} · {formatMoney(revision.totalCents)}
                        </li>
                      ))}
                    </ul>
                  </>
                )}
                {approval.isError && <ErrorState context="deciding" failure={failureOf(approval.error)} />}
              </DialogContent>
              <DialogActions>
                <Button onClick={close}>{approval.data ? WORDS.close : WEB_EN.decide.cancel}</Button>
                {!approval.data && (
                  <Button
                    appearance="primary"
                    className={styles.now}
                    disabled={approval.isPending}
                    onClick={() => approval.mutate(asked)}
                  >
                    {WORDS.now(asked.length)}
                  </Button>
                )}
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </div>
  );
}

function Answers({ answers, items }: { answers: readonly BulkAnswer[]; items: readonly QueueItem[] }) {
  const styles = useStyles();
  const refused = answers.filter(({ refusal }) => refusal !== null);
  const nameOf = (id: string) => items.find(({ submission }) => submission.id === id)?.site.name ?? '';
  return (
    <>
      <Text role="status">{WORDS.done(answers.length - refused.length)}</Text>
      {refused.length > 0 && (
        <>
          <Text>{WORDS.notDone(refused.length)}</Text>
          <ul className={styles.list}>
            {refused.map(({ submissionId, refusal }) => (
              <li key={submissionId}>
                {nameOf(submissionId)}: {WORDS.why(refusal ?? '')}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
