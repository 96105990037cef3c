import {
  Button,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ChevronDown12Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { ROW } from '../../../ui/messages/row.js';
import type { RowFacts } from './row-facts.js';

const WORDS = ROW;

export type RowMenuProps = {
  row: RowFacts | null;
  onCopyLine: (row: RowFacts) => void;
  onChangePost: (row: RowFacts) => void;
  onRemove: (row: RowFacts) => void;
  /** More that can be done with a row, as menu items. */
  children?: ReactNode;
};

/** What can be done with the row whose cell is selected. A row of somebody else says whose it is. */
export function RowMenu({ row, onCopyLine, onChangePost, onRemove, children }: RowMenuProps) {
  if (row === null) {
    return (
      <Button appearance="subtle" size="small" disabledFocusable title={WORDS.noneHint}>
        {WORDS.none}
      </Button>
    );
  }
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<ChevronDown12Regular />}
          iconPosition="after"
          aria-label={WORDS.menuLabel(row.number, row.title)}
          data-testid="row-menu"
        >
          {WORDS.menu(row.number)}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{row.isMine ? row.title : WORDS.notYours(row.ownerTitle)}</MenuGroupHeader>
            {row.kind === 'line' && row.isMine && !row.isFed && (
              <MenuItem onClick={() => onCopyLine(row)}>{WORDS.copyLine}</MenuItem>
            )}
            {row.kind === 'position' && row.isMine && (
              <MenuItem onClick={() => onChangePost(row)}>{WORDS.changePost}</MenuItem>
            )}
            {row.isMine && (
              <MenuItem onClick={() => onRemove(row)}>
                {row.kind === 'line' ? WORDS.removeLine : WORDS.removePost}
              </MenuItem>
            )}
            {children}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
