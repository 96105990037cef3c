import {
  Badge,
  Button,
  Caption1,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { moveMaster, type MasterState } from '../../contract/master-work.js';
import { Stage, stageOf } from '../../core/merge/stage.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { useGivenBackFocus } from '../app/use-given-back-focus.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { stateKey } from './state-key.js';
import { WORDS } from './words.js';

const useStyles = makeStyles({
  part: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  content: { display: 'grid', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export type StagePartProps = { state: MasterState; mayManage: boolean };

/** How far a version got, and its way on: proposed, approved, adopted. */
export function StagePart({ state, mayManage }: StagePartProps) {
  const styles = useStyles();
  const [to, setTo] = useState<Stage | null>(null);
  const { version, stages, adopted } = state;
  const stage = stageOf(stages);
  const ahead = Stage.options.slice(stage === null ? 0 : Stage.options.indexOf(stage) + 1);
  return (
    <section className={styles.part} aria-label={WORDS.stage.label}>
      <Badge
        size="large"
        appearance={stage === 'adopted' ? 'filled' : 'tint'}
        color={stage === 'adopted' ? 'success' : 'informative'}
      >
        {stage === null ? WORDS.stage.merged : WORDS.stage.names[stage]}
      </Badge>
      {stages.map((one) => (
        <Caption1 key={one.stage} className={styles.quiet}>
          {WORDS.stage.since(WORDS.stage.names[one.stage], one.date, one.resolution)}
        </Caption1>
      ))}
      {adopted !== null && adopted !== version && (
        <Caption1 className={styles.quiet}>{WORDS.stage.otherAdopted(adopted)}</Caption1>
      )}
      {mayManage &&
        adopted === null &&
        ahead.map((next) => (
          <Button key={next} size="small" onClick={() => setTo(next)}>
            {WORDS.stage.moves[next]}
          </Button>
        ))}
      {to !== null && <StageDialog version={version} to={to} onClose={() => setTo(null)} />}
    </section>
  );
}

type StageDialogProps = { version: number; to: Stage; onClose: () => void };

function StageDialog({ version, to, onClose }: StageDialogProps) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  useGivenBackFocus();
  const [date, setDate] = useState('');
  const [resolution, setResolution] = useState('');
  const [isTried, setTried] = useState(false);
  const moving = useMutation({
    mutationFn: () =>
      api.call(moveMaster, { params: { version }, body: { stage: to, date, resolution: resolution.trim() } }),
    async onSuccess(state) {
      queries.setQueryData(stateKey(version), state);
      onClose();
      for (const queryKey of [['masters'], ['masterState'], ['amendments']])
        await queries.invalidateQueries({ queryKey });
    },
  });
  const isResolutionMissing = to === 'adopted' && resolution.trim() === '';
  const move = () => {
    setTried(true);
    if (date !== '' && !isResolutionMissing) moving.mutate();
  };
  const faultOf = (isWrong: boolean, message: string) =>
    isTried && isWrong ? { validationState: 'error' as const, validationMessage: message } : {};
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{WORDS.stage.titles[to](version)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{WORDS.stage.texts[to]}</Text>
            <Field label={WORDS.stage.date} required {...faultOf(date === '', WORDS.stage.dateMissing)}>
              <Input type="date" value={date} onChange={(_, { value }) => setDate(value)} />
            </Field>
            <Field
              label={WORDS.stage.resolution}
              required={to === 'adopted'}
              {...faultOf(isResolutionMissing, WORDS.stage.resolutionMissing)}
            >
              <Input value={resolution} maxLength={80} onChange={(_, { value }) => setResolution(value)} />
            </Field>
            {moving.isError && <ErrorState context="changing" failure={failureOf(moving.error)} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{WORDS.stage.cancel}</Button>
            <Button appearance="primary" disabledFocusable={moving.isPending} onClick={move}>
              {WORDS.stage.moves[to].replace('…', '')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
