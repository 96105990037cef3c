import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { WorkbookIdentity } from '../../../core/workbook/identity.js';
import { GUARD } from '../../../ui/messages/guard.js';
import { EmptyState } from '../../../ui/state/EmptyState.js';
import { useHost } from '../../host/host-context.js';

const WORDS = GUARD.place;

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  failed: { color: tokens.colorStatusDangerForeground3 },
});

export type MovedOrCopiedProps = {
  identity: WorkbookIdentity;
  /** The workbook says who it is now: under an id of its own where it is a copy. */
  onDone: (identity: WorkbookIdentity) => void;
};

/** Asks about a workbook that is not where it was, and writes the answer into it. */
export function MovedOrCopied({ identity, onDone }: MovedOrCopiedProps) {
  const styles = useStyles();
  const host = useHost();
  const [state, setState] = useState<'open' | 'busy' | 'failed'>('open');
  const answer = async (now: WorkbookIdentity) => {
    setState('busy');
    try {
      await host.writeIdentity(now);
    } catch {
      setState('failed');
      return;
    }
    onDone(now);
  };
  return (
    <EmptyState title={WORDS.title} text={WORDS.text}>
      <div className={styles.actions}>
        <Button
          appearance="primary"
          disabled={state === 'busy'}
          onClick={() => void answer({ ...identity, workbookId: crypto.randomUUID() })}
        >
          {WORDS.copied}
        </Button>
        <Button disabled={state === 'busy'} onClick={() => void answer(identity)}>
          {WORDS.moved}
        </Button>
      </div>
      <Text role="status" className={styles.failed}>
        {state === 'failed' ? WORDS.failed : ''}
      </Text>
    </EmptyState>
  );
}
