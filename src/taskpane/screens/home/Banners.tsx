import { GUARD } from '../../../ui/messages/guard.js';
import { PANE } from '../../../ui/messages/pane.js';
import type { SheetStore, SheetView } from '../../sheet/sheet-store.js';
import { CopiedRowsNotice } from '../guard/CopiedRowsNotice.js';
import { GuardNotice } from '../guard/GuardNotice.js';
import { PasteNotice } from '../guard/PasteNotice.js';
import { TamperNotice } from '../guard/TamperNotice.js';

const { locks: LOCKS, stale: STALE, trouble: TROUBLE } = PANE;

const SILENCE = GUARD.silence;

export type BannersProps = {
  store: SheetStore;
  view: SheetView;
  /** Loads the pane anew; the page's own unless a test hands in another. */
  reload?: () => void;
};

/** What stands between the person and a sheet that can be trusted, each with its one way out. */
export function Banners({ store, view, reload = () => globalThis.location.reload() }: BannersProps) {
  const { trouble, unlocked, lockFault, commandFault, reading } = view;
  const staleLines = new Set(reading?.stale.map(({ lineId }) => lineId)).size;
  return (
    <>
      {view.isSilent && (
        <GuardNotice
          id="silence"
          intent="warning"
          title={SILENCE.title}
          text={SILENCE.text}
          actions={[{ label: SILENCE.reload, run: reload }]}
        />
      )}
      {trouble !== null && !view.isSilent && (
        <GuardNotice
          id="trouble"
          intent="warning"
          title={TROUBLE.readTitle}
          text={TROUBLE.faults[trouble]}
          actions={[{ label: TROUBLE.lookAgain, run: store.look }]}
        />
      )}
      {commandFault !== null && (
        <GuardNotice
          id="command-fault"
          intent="error"
          title={TROUBLE.commandTitle}
          text={TROUBLE.faults[commandFault]}
          actions={[{ label: TROUBLE.dismiss, run: () => store.dismissCommandFault() }]}
        />
      )}
      {lockFault !== null && (
        <GuardNotice
          id="lock-fault"
          intent="warning"
          title={lockFault === 'excel.protectedByOthers' ? LOCKS.byOthers : LOCKS.failed}
          text={lockFault === 'excel.protectedByOthers' ? LOCKS.byOthersText : LOCKS.failedText}
          actions={[{ label: LOCKS.lockAgain, run: store.lock }]}
        />
      )}
      {lockFault === null && unlocked.length > 0 && (
        <GuardNotice
          id="unlocked"
          intent="warning"
          title={LOCKS.unlocked(unlocked.join(', '))}
          text={LOCKS.unlockedText}
          actions={[{ label: LOCKS.lockAgain, run: store.lock }]}
        />
      )}
      {view.paste !== null && <PasteNotice store={store} paste={view.paste} />}
      {reading !== null && <TamperNotice store={store} tampered={reading.tampered} />}
      {reading !== null && <CopiedRowsNotice store={store} reading={reading} />}
      {staleLines > 0 && reading !== null && (
        <GuardNotice
          id="stale"
          intent="info"
          title={STALE.text(staleLines)}
          text={STALE.detail}
          actions={[
            {
              label: STALE.update,
              run: () =>
                store.command((host) => host.writeDerivedCells(reading.decoded.lines, reading.stale)),
            },
          ]}
        />
      )}
    </>
  );
}
