import {
  Badge,
  Button,
  CounterBadge,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { MoreHorizontal16Regular } from '@fluentui/react-icons';
import type { BudgetYear } from '../../../core/budget/budget-year.js';
import { formatDate } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';
import { SHARED } from '../../../ui/messages/shared.js';
import type { Marks } from '../../hooks/use-marks.js';
import type { HealthPoint } from './health.js';
import { HealthBadge } from './HealthBadge.js';
import type { SheetStanding } from './standing.js';

const WORDS = PANE.header;

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // Excel draws its own buttons over the top right corner, 34 by 32 pixels.
  top: {
    gridColumn: '1 / -1',
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '28px',
    paddingRight: '26px',
  },
  site: {
    ...typographyStyles.subtitle2,
    margin: 0,
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  state: { flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  signs: { display: 'flex', alignItems: 'center' },
  // On the button's corner, so that news move nothing.
  menu: { position: 'relative', display: 'flex' },
  news: { position: 'absolute', top: '-4px', right: '-6px', pointerEvents: 'none' },
});

export type HeaderProps = {
  siteName: string;
  year: BudgetYear;
  /** Whole days until the due date in the district's time zone; negative when it is past. */
  daysLeft: number;
  standing: SheetStanding;
  /** How the open workbook is. */
  health: readonly HealthPoint[];
  personName: string;
  /** Comments of others that nobody has looked at. */
  unreadComments: number;
  onComments: () => void;
  /** Requests of the site that finance answered since she last looked. */
  newAnswers: number;
  onRequests: () => void;
  onRevisions: () => void;
  /** The marks of faulty cells in the sheet; null for people who only look. */
  marks: Marks | null;
  onDownloads: () => void;
  onSignOut: () => void;
};

/** Which site and year, where it stands and how long there is. */
export function Header(props: HeaderProps) {
  const {
    siteName,
    year,
    daysLeft,
    standing,
    personName,
    unreadComments,
    newAnswers,
    marks,
    onDownloads,
    onSignOut,
  } = props;
  const styles = useStyles();
  const news = unreadComments + newAnswers;
  return (
    <header className={styles.root}>
      <div className={styles.top}>
        <h1 tabIndex={-1} className={styles.site} title={siteName}>
          {siteName}
        </h1>
        <Badge
          appearance="tint"
          color={standing.color}
          className={styles.state}
          data-testid="state"
          data-state={standing.kind}
        >
          {standing.label}
        </Badge>
      </div>
      <Text size={200} className={styles.quiet}>
        {year.id} · {WORDS.due(formatDate(year.dueDate))} · {WORDS.daysLeft(daysLeft)}
      </Text>
      <div className={styles.signs}>
        <HealthBadge points={props.health} />
        <span className={styles.menu}>
          <Menu onOpenChange={(_, { open }) => open && marks?.look()}>
            <MenuTrigger disableButtonEnhancement>
              <Button
                appearance="subtle"
                size="small"
                icon={<MoreHorizontal16Regular />}
                aria-label={news === 0 ? WORDS.menu : WORDS.menuWithNews(news)}
              />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                <MenuGroup>
                  <MenuGroupHeader>{WORDS.signedInAs(personName)}</MenuGroupHeader>
                  <MenuItem onClick={props.onComments}>{WORDS.comments(unreadComments)}</MenuItem>
                  <MenuItem onClick={props.onRequests}>{WORDS.requests(newAnswers)}</MenuItem>
                  <MenuItem onClick={props.onRevisions}>{WORDS.revisions}</MenuItem>
                  <MenuItem onClick={onDownloads}>{WORDS.downloads}</MenuItem>
                  {marks !== null && (
                    <MenuItem disabled={marks.areOn === null} onClick={marks.toggle}>
                      {marks.areOn === true ? WORDS.hideMarks : WORDS.showMarks}
                    </MenuItem>
                  )}
                </MenuGroup>
                <MenuDivider />
                {/* In the browser, where there is room: mails, standing in, the password. */}
                <MenuItemLink href="/account" target="_blank" rel="noopener">
                  {WORDS.account}
                </MenuItemLink>
                <MenuItem onClick={onSignOut}>{SHARED.signIn.signOut}</MenuItem>
              </MenuList>
            </MenuPopover>
          </Menu>
          {news > 0 && (
            <CounterBadge className={styles.news} size="small" color="brand" count={news} aria-hidden />
          )}
        </span>
      </div>
    </header>
  );
}
