import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
  Overflow,
  OverflowItem,
  Tab,
  TabList,
  tokens,
  useIsOverflowItemVisible,
  useMergedRefs,
  useOverflowMenu,
} from '@fluentui/react-components';
import { MoreHorizontal20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { WEB_EN } from '../messages-en.js';

const useStyles = makeStyles({
  // Never wider than its place, and its words in line with those above.
  frame: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    overflow: 'hidden',
    marginInline: `calc(-1 * ${tokens.spacingHorizontalM})`,
  },
  // What does not fit goes into the menu.
  tabs: { minWidth: 0, flexWrap: 'nowrap', overflow: 'hidden' },
  tab: { flexShrink: 0 },
  more: { alignSelf: 'center', flexShrink: 0, minWidth: '32px' },
  mark: { marginInlineStart: tokens.spacingHorizontalXS },
});

export type OverflowTab<Name extends string> = {
  name: Name;
  title: string;
  /** Beside the title, such as a count. */
  mark?: ReactNode;
};

export type OverflowTabsProps<Name extends string> = {
  label: string;
  tabs: readonly OverflowTab<Name>[];
  selected: Name;
  onSelect: (name: Name) => void;
  /** The id of the tab panel that they are tabs of. */
  panelId?: string;
  className?: string;
};

/** Tabs in one row, whatever room there is: those that do not fit are in a menu at its end, never the selected one. */
export function OverflowTabs<Name extends string>(props: OverflowTabsProps<Name>) {
  const { label, tabs, selected, onSelect, panelId, className } = props;
  const styles = useStyles();
  const select = (value: unknown) => {
    const found = tabs.find(({ name }) => name === value);
    if (found) onSelect(found.name);
  };
  return (
    <div className={mergeClasses(styles.frame, className)}>
      <Overflow minimumVisible={1} padding={8}>
        <TabList
          className={styles.tabs}
          aria-label={label}
          selectedValue={selected}
          onTabSelect={(_, { value }) => select(value)}
        >
          {tabs.map(({ name, title, mark }) => (
            <OverflowItem key={name} id={name} priority={name === selected ? 2 : 1}>
              <Tab
                value={name}
                className={styles.tab}
                aria-controls={name === selected ? panelId : undefined}
              >
                {title}
                {mark && <span className={styles.mark}>{mark}</span>}
              </Tab>
            </OverflowItem>
          ))}
          <MoreTabs tabs={tabs} onSelect={select} />
        </TabList>
      </Overflow>
    </div>
  );
}

type MoreTabsProps = { tabs: readonly OverflowTab<string>[]; onSelect: (name: string) => void };

function MoreTabs({ tabs, onSelect }: MoreTabsProps) {
  const styles = useStyles();
  const { ref, isOverflowing, overflowCount } = useOverflowMenu<HTMLButtonElement>();
  const buttonRef = useMergedRefs(ref);
  if (!isOverflowing) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          ref={buttonRef}
          // Only tabs may stand in a list of tabs.
          role="tab"
          aria-selected={false}
          className={styles.more}
          appearance="transparent"
          icon={<MoreHorizontal20Regular />}
          aria-label={WEB_EN.moreTabs(overflowCount)}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {tabs.map((tab) => (
            <HiddenTab key={tab.name} tab={tab} onSelect={onSelect} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function HiddenTab({ tab, onSelect }: { tab: OverflowTab<string>; onSelect: (name: string) => void }) {
  const styles = useStyles();
  const { name, title, mark } = tab;
  if (useIsOverflowItemVisible(name)) return null;
  return (
    <MenuItem onClick={() => onSelect(name)}>
      {title}
      {mark && <span className={styles.mark}>{mark}</span>}
    </MenuItem>
  );
}
