import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { LineItem } from '../../../core/budget/line-item.js';
import type { Position } from '../../../core/staffing/position.js';
import { formatFte, formatMoney } from '../../../words/figures.js';
import { ROW } from '../../../ui/messages/row.js';

const WORDS = ROW.remove;

export type RemoveRowDialogProps = {
  row: { kind: 'line'; line: LineItem } | { kind: 'position'; post: Position };
  /** Takes the row out of the sheet; false when Excel did not. */
  onRemove: () => Promise<boolean>;
  onClose: () => void;
};

/** Asks before a row leaves the sheet, and says what goes with it. */
export function RemoveRowDialog({ row, onRemove, onClose }: RemoveRowDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const isRemoved = await onRemove();
    setBusy(false);
    if (isRemoved) onClose();
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid="remove-row">
        <DialogBody>
          <DialogTitle>{row.kind === 'line' ? WORDS.lineTitle : WORDS.postTitle}</DialogTitle>
          <DialogContent>
            <Text block>
              {row.kind === 'line'
                ? WORDS.line(
                    row.line.title === '' ? row.line.account : row.line.title,
                    formatMoney(row.line.enteredCents),
                  )
                : WORDS.post(row.post.title, formatFte(row.post.fte))}
            </Text>
            <Text block>{WORDS.seen}</Text>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" disabled={isBusy} onClick={() => void remove()}>
              {isBusy ? WORDS.removing : WORDS.confirm}
            </Button>
            <Button onClick={onClose}>{WORDS.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
