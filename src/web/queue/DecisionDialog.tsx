import {
  Button,
  Caption1,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMoney } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WEB_EN } from '../messages-en.js';
import type { Decided, DecisionKind, Detail } from './DecisionBar.js';

const WORDS = WEB_EN.decide;

const useStyles = makeStyles({
  content: { display: 'grid', gap: tokens.spacingVerticalM },
  now: { whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** These say why; the others may. */
const WANTS_COMMENT: readonly DecisionKind[] = ['return', 'reject', 'reopen'];

type DecisionDialogProps = {
  detail: Detail;
  kind: DecisionKind;
  decision: UseMutationResult<unknown, Error, Decided>;
  onCancel: () => void;
};

/** The second step of a decision: what comes of it, and what it wants to be told. */
export function DecisionDialog({ detail, kind, decision, onCancel }: DecisionDialogProps) {
  const styles = useStyles();
  const { site, revision, submission, yourSteps = [], standIns = [] } = detail;
  const [step, setStep] = useState(yourSteps[0]);
  const [comment, setComment] = useState('');
  const [delegateTo, setDelegateTo] = useState<string | null>(null);
  const [dueDate, setDueDate] = useState('');
  const [isConfirmed, setIsConfirmed] = useState(false);
  const words = WORDS.kinds[kind];
  const amount = formatMoney(revision.totalCents);
  const isOfStep = kind !== 'recall' && kind !== 'reopen';
  const statement = submission.steps?.find(({ rule }) => rule.id === step)?.rule.attestation;
  const wantsStatement = kind === 'approve' && statement !== undefined;
  const people = standIns.find((given) => given.step === step)?.people ?? [];
  const missing =
    WANTS_COMMENT.includes(kind) && comment.trim() === ''
      ? words.commentMissing
      : kind === 'delegate' && delegateTo === null
        ? WORDS.personMissing
        : wantsStatement && !isConfirmed
          ? WORDS.statementMissing
          : undefined;
  const decide = () => {
    if (kind === 'reopen') {
      decision.mutate({
        kind,
        body: { comment: comment.trim(), ...(dueDate === '' ? {} : { dueDate }) },
      });
      return;
    }
    decision.mutate({
      kind: 'decide',
      body: {
        decision: kind,
        comment: comment.trim(),
        ...(isOfStep && step !== undefined && yourSteps.length > 1 ? { step } : {}),
        ...(kind === 'delegate' && delegateTo !== null ? { delegateTo } : {}),
        ...(wantsStatement ? { attestation: { text: statement, confirmed: true as const } } : {}),
      },
    });
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.title(site.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{words.text(revision.number, amount)}</Text>
            {isOfStep && yourSteps.length > 1 && (
              <StepChoice detail={detail} step={step} onChoose={setStep} />
            )}
            {kind === 'delegate' && <PersonChoice people={people} onChoose={setDelegateTo} />}
            {kind === 'reopen' && (
              <Field label={WORDS.newDueDate} hint={WORDS.newDueDateHint}>
                <Input type="date" value={dueDate} onChange={(_, { value }) => setDueDate(value)} />
              </Field>
            )}
            {kind !== 'approve' && (
              <Field label={words.comment} required={WANTS_COMMENT.includes(kind)}>
                <Textarea
                  value={comment}
                  resize="vertical"
                  rows={4}
                  onChange={(_, { value }) => setComment(value)}
                />
              </Field>
            )}
            {wantsStatement && (
              <Checkbox
                checked={isConfirmed}
                label={statement}
                onChange={(_, { checked }) => setIsConfirmed(checked === true)}
              />
            )}
            {decision.isError && <ErrorState context="deciding" failure={failureOf(decision.error)} />}
            {missing !== undefined && (
              <Caption1 id="decision-missing" className={styles.quiet}>
                {missing}
              </Caption1>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onCancel}>{WORDS.cancel}</Button>
            <Button
              appearance="primary"
              disabled={decision.isPending || missing !== undefined}
              className={styles.now}
              {...(missing === undefined ? {} : { 'aria-describedby': 'decision-missing' })}
              onClick={decide}
            >
              {words.now(amount)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Which step is meant, where several wait for one person. */
function StepChoice({
  detail: { submission, yourSteps = [] },
  step,
  onChoose,
}: {
  detail: Detail;
  step: string | undefined;
  onChoose: (step: string) => void;
}) {
  const titleOf = (id: string) => submission.steps?.find(({ rule }) => rule.id === id)?.rule.title ?? id;
  return (
    <Field label={WORDS.whichStep}>
      <RadioGroup value={step ?? ''} onChange={(_, { value }) => onChoose(value)}>
        {yourSteps.map((id) => (
          <Radio key={id} value={id} label={titleOf(id)} />
        ))}
      </RadioGroup>
    </Field>
  );
}

function PersonChoice({
  people,
  onChoose,
}: {
  people: readonly { id: string; name: string }[];
  onChoose: (id: string | null) => void;
}) {
  return (
    <Field label={WORDS.toWhom} required>
      <Dropdown
        placeholder={WORDS.choosePerson}
        onOptionSelect={(_, { optionValue }) => onChoose(optionValue ?? null)}
      >
        {people.map(({ id, name }) => (
          <Option key={id} value={id}>
            {name}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
