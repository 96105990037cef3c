import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { PANE } from '../../../ui/messages/pane.js';
import { SiteDownloads } from './SiteDownloads.js';

/** The person's workbooks, over whatever is open. */
export function DownloadsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{PANE.header.downloads}</DialogTitle>
          <DialogContent>
            <SiteDownloads />
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{PANE.submit.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
