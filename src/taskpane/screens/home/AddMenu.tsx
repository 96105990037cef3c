import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { PANE } from '../../../ui/messages/pane.js';

const WORDS = PANE.add;

export type AddMenuProps = {
  onAddLine: () => void;
  onAddPost: () => void;
  onRequestCode?: (() => void) | undefined;
};

/** What can be added to the sheet. */
export function AddMenu({ onAddLine, onAddPost, onRequestCode }: AddMenuProps) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" size="small" icon={<Add16Regular />}>
          {WORDS.menu}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={onAddLine}>{WORDS.line}</MenuItem>
          <MenuItem onClick={onAddPost}>{WORDS.post}</MenuItem>
          {onRequestCode !== undefined && <MenuItem onClick={onRequestCode}>{WORDS.code}</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
