import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { SiteContent } from '../../../core/budget/site-content.js';
import { PANE } from '../../../ui/messages/pane.js';
import { REVISIONS } from '../../../ui/messages/revisions.js';
import type { SheetStore, SheetView } from '../../sheet/sheet-store.js';
import { loadRevision } from './load-revision.js';

const WORDS = REVISIONS;

const useStyles = makeStyles({ content: { display: 'grid', rowGap: tokens.spacingVerticalM } });

export type LoadRevisionProps = {
  number: number;
  content: SiteContent;
  /** How many of the person's own rows would change. */
  rows: number;
  store: SheetStore;
  view: SheetView;
  onLoaded: () => void;
  onClose: () => void;
};

/** Asks before an earlier revision replaces what stands in the person's own rows, then does it. */
export function LoadRevision({ number, content, rows, store, view, onLoaded, onClose }: LoadRevisionProps) {
  const styles = useStyles();
  const [state, setState] = useState<'asking' | 'busy' | 'failed'>('asking');
  const load = async () => {
    setState('busy');
    if (await loadRevision(store, content)) onLoaded();
    else setState('failed');
  };
  const fault = view.commandFault ?? view.trouble;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid="load-revision">
        <DialogBody>
          <DialogTitle>{WORDS.ask(number)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text block>{WORDS.askText(rows)}</Text>
            <Text block>{WORDS.askOthers}</Text>
            {state === 'failed' && (
              <MessageBar intent="error" layout="multiline" role="alert">
                <MessageBarBody>
                  {WORDS.failed} {fault !== null && PANE.trouble.faults[fault]}
                </MessageBarBody>
              </MessageBar>
            )}
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" disabledFocusable={state === 'busy'} onClick={() => void load()}>
              {state === 'busy' ? WORDS.loading : WORDS.confirm}
            </Button>
            <Button disabledFocusable={state === 'busy'} onClick={onClose}>
              {WORDS.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
