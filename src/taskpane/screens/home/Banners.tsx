import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  type MessageBarProps,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { PANE_EN } from '../../../ui/messages/pane-en.js';
import type { SheetStore, SheetView } from '../../sheet/sheet-store.js';

const { locks: LOCKS, stale: STALE, trouble: TROUBLE } = PANE_EN;

const useStyles = makeStyles({ text: { display: 'block' } });

export type BannersProps = { store: SheetStore; view: SheetView };

/** What stands between the person and a sheet that can be trusted, each with its one way out. */
export function Banners({ store, view }: BannersProps) {
  const { trouble, unlocked, lockFault, commandFault, reading } = view;
  const staleLines = new Set(reading?.stale.map(({ lineId }) => lineId)).size;
  return (
    <>
      {trouble !== null && (
        <Banner
          id="trouble"
          intent="warning"
          title={TROUBLE.readTitle}
          text={TROUBLE.faults[trouble]}
          action={TROUBLE.lookAgain}
          onAction={store.look}
        />
      )}
      {commandFault !== null && (
        <Banner
          id="command-fault"
          intent="error"
          title={TROUBLE.commandTitle}
          text={TROUBLE.faults[commandFault]}
          action={TROUBLE.dismiss}
          onAction={() => store.dismissCommandFault()}
        />
      )}
      {lockFault !== null && (
        <Banner
          id="lock-fault"
          intent="warning"
          title={lockFault === 'excel.protectedByOthers' ? LOCKS.byOthers : LOCKS.failed}
          text={lockFault === 'excel.protectedByOthers' ? LOCKS.byOthersText : LOCKS.failedText}
          action={LOCKS.lockAgain}
          onAction={store.lock}
        />
      )}
      {lockFault === null && unlocked.length > 0 && (
        <Banner
          id="unlocked"
          intent="warning"
          title={LOCKS.unlocked(unlocked.join(', '))}
          text={LOCKS.unlockedText}
          action={LOCKS.lockAgain}
          onAction={store.lock}
        />
      )}
      {staleLines > 0 && reading !== null && (
        <Banner
          id="stale"
          intent="info"
          title={STALE.text(staleLines)}
          text={STALE.detail}
          action={STALE.update}
          onAction={() =>
            store.command((host) => host.writeDerivedCells(reading.decoded.lines, reading.stale))
          }
        />
      )}
    </>
  );
}

type BannerProps = {
  id: string;
  intent: NonNullable<MessageBarProps['intent']>;
  title: string;
  text: string;
  action: string;
  onAction: () => unknown;
  children?: ReactNode;
};

function Banner({ id, intent, title, text, action, onAction }: BannerProps) {
  const styles = useStyles();
  const [isBusy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    await onAction();
    setBusy(false);
  };
  return (
    <MessageBar intent={intent} layout="multiline" shape="square" data-testid={`banner-${id}`}>
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        <span className={styles.text}>{text}</span>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" disabled={isBusy} onClick={() => void act()}>
          {action}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
