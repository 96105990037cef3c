import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BodyOf } from '../../contract/endpoint.js';
import { decideSubmission, type QueueItem } from '../../contract/submissions.js';
import { formatMoney } from '../../ui/format/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WEB_EN } from '../messages-en.js';
import { isTyping } from './QueueScreen.js';

const WORDS = WEB_EN.decide;

const useStyles = makeStyles({
  bar: { display: 'flex', gap: tokens.spacingHorizontalM },
  content: { display: 'grid', gap: tokens.spacingVerticalM },
});

type Step = 'approve' | 'return' | null;
type Decided = BodyOf<typeof decideSubmission>;

/** Approve in two steps, the second naming the amount; send back with a comment. Keys: a and r. */
export function DecisionBar({ item }: { item: QueueItem }) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>(null);
  const { submission } = item;
  const isOpen = submission.status === 'submitted';
  const decision = useMutation({
    mutationFn: (body: Decided) =>
      api.call(decideSubmission, { params: { submissionId: submission.id }, body }),
    onSuccess: () => setStep(null),
    // Also after a refusal: somebody else may have decided.
    onSettled: () =>
      Promise.all(
        ['queue', 'submission', 'sites'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
  useEffect(() => {
    if (!isOpen) return undefined;
    const open = (event: KeyboardEvent) => {
      if (isTyping(event) || (event.key !== 'a' && event.key !== 'r')) return;
      event.preventDefault();
      setStep(event.key === 'a' ? 'approve' : 'return');
    };
    window.addEventListener('keydown', open);
    return () => window.removeEventListener('keydown', open);
  }, [isOpen]);
  if (!isOpen && !decision.isError) return null;
  return (
    <>
      {isOpen && (
        <div className={styles.bar}>
          <Button appearance="primary" onClick={() => setStep('approve')}>
            {WORDS.approve}
          </Button>
          <Button onClick={() => setStep('return')}>{WORDS.sendBack}</Button>
        </div>
      )}
      {decision.isError && step === null && (
        <ErrorState context="deciding" failure={failureOf(decision.error)} />
      )}
      {step !== null && (
        <DecisionDialog
          item={item}
          isReturn={step === 'return'}
          decision={decision}
          onCancel={() => setStep(null)}
        />
      )}
    </>
  );
}

type DecisionDialogProps = {
  item: QueueItem;
  isReturn: boolean;
  decision: UseMutationResult<unknown, Error, Decided>;
  onCancel: () => void;
};

/** The second step: the amount that is approved, or what should change. */
function DecisionDialog({ item: { site, revision }, isReturn, decision, onCancel }: DecisionDialogProps) {
  const styles = useStyles();
  const [comment, setComment] = useState('');
  const amount = formatMoney(revision.totalCents);
  const isCommentMissing = isReturn && comment.trim() === '';
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{isReturn ? WORDS.returnTitle(site.name) : WORDS.approveTitle(site.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{isReturn ? WORDS.returnText : WORDS.approveText(revision.number, amount)}</Text>
            {isReturn && (
              <Field label={WORDS.comment} required>
                <Textarea
                  value={comment}
                  resize="vertical"
                  rows={4}
                  onChange={(_, { value }) => setComment(value)}
                />
              </Field>
            )}
            {decision.isError && <ErrorState context="deciding" failure={failureOf(decision.error)} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{WORDS.cancel}</Button>
            <Button
              appearance="primary"
              disabled={decision.isPending || isCommentMissing}
              title={isCommentMissing ? WORDS.commentMissing : undefined}
              onClick={() =>
                decision.mutate({ decision: isReturn ? 'return' : 'approve', comment: comment.trim() })
              }
            >
              {isReturn ? WORDS.returnNow : WORDS.approveNow(amount)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
