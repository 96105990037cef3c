import { Button, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { Person16Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Role } from '../../core/district/role.js';
import { EXPORT_PROBLEMS_EN } from '../../words/export-problems-en.js';
import { FILE_PROBLEMS_EN } from '../../words/file-problems-en.js';
import { listSites } from '../../contract/sites.js';
import type { Person } from '../../contract/sign-in.js';
import { pageLanguage } from '../../words/language.js';
import { ACCOUNT } from '../../ui/messages/account.js';
import { addSentences } from '../../ui/messages/describe-problem.js';
import { IMPORT_PROBLEMS } from '../../ui/messages/import-problems.js';
import { MASTER_PROBLEMS } from '../master/master-problems.js';
import { SHARED } from '../../ui/messages/shared.js';
import { SIGN_IN } from '../../ui/messages/sign-in.js';
import { useServices } from '../../ui/services/services.js';
import { signOutOf } from '../../ui/session/sign-out.js';
import { useSession } from '../../ui/session/use-session.js';
import { SignInPage } from '../../ui/sign-in/SignInPage.js';
import { AccountPage } from '../account/AccountPage.js';
import { ChangePasswordPage } from '../account/ChangePasswordPage.js';
import { ResetPage } from '../account/ResetPage.js';
import { leaveFor, useReturnedSignIn } from '../account/use-returned-sign-in.js';
import { useChanges } from '../../ui/changes/use-changes.js';
import { AUDIT } from '../../ui/messages/audit.js';
import { AuditScreen } from '../audit/AuditScreen.js';
import { MailScreen } from '../mail/MailScreen.js';
import { LinkPage } from '../link/LinkPage.js';
import { AllocationsScreen } from '../allocations/AllocationsScreen.js';
import { FilesScreen } from '../files/FilesScreen.js';
import { MasterScreen } from '../master/MasterScreen.js';
import { WEB_EN } from '../messages-en.js';
import { OverflowTabs } from './OverflowTabs.js';
import { PeopleScreen } from '../people/PeopleScreen.js';
import { QueueScreen } from '../queue/QueueScreen.js';
import { PlanScreen } from '../plan/PlanScreen.js';
import { RequestsScreen } from '../requests/RequestsScreen.js';
import { SitesScreen } from '../sites/SitesScreen.js';

// Here and not in the pane, which never shows what an import or a master budget finds.
addSentences(IMPORT_PROBLEMS);
addSentences(MASTER_PROBLEMS);
addSentences(EXPORT_PROBLEMS_EN);
addSentences(FILE_PROBLEMS_EN);

/** Two rows of words and one of tabs. */
const NARROW = '@media (max-width: 640px)';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr)', height: '100%' },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    padding: `0 ${tokens.spacingHorizontalL}`,
    [NARROW]: {
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} 0`,
      columnGap: tokens.spacingHorizontalS,
    },
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  quiet: { color: tokens.colorNeutralForeground3, [NARROW]: { flexBasis: '100%', order: 2 } },
  tabs: {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: '160px',
    [NARROW]: { flexBasis: '100%', order: 3 },
  },
  person: {
    display: 'flex',
    flexShrink: 0,
    columnGap: tokens.spacingHorizontalXS,
    marginInlineStart: 'auto',
  },
  body: { minHeight: 0, overflow: 'auto' },
  busy: { padding: tokens.spacingHorizontalL },
});

export type TabName =
  | 'queue'
  | 'requests'
  | 'sites'
  | 'files'
  | 'allocations'
  | 'plan'
  | 'master'
  | 'people'
  | 'audit'
  | 'mail';

/** The finance office in a browser tab: sign in, then the tabs that one's roles have. */
export function App() {
  const styles = useStyles();
  const { session: store } = useServices();
  const session = useSession(store);
  const [location, navigate] = useLocation();
  // Read once: the page takes the secret out of its address when it is done with it.
  const [token] = useState(() => window.location.hash.slice(1));
  const onReturned = useCallback((path: string) => navigate(path, { replace: true }), [navigate]);
  const returned = useReturnedSignIn(onReturned);
  if (location === '/reset')
    return <ResetPage token={token} onDone={() => navigate('/', { replace: true })} />;
  if (session === null) {
    const purpose = location === '/link' ? SIGN_IN.link.title : WEB_EN.purpose;
    if (returned.isBusy)
      return (
        <SignInPage purpose={purpose}>
          <Text role="status" className={styles.busy}>
            {ACCOUNT.elsewhere.busy}
          </Text>
        </SignInPage>
      );
    return <SignInPage purpose={purpose} notice={returned.notice ?? store.notice()} onLeave={leaveFor} />;
  }
  if (session.person.mustChangePassword) return <ChangePasswordPage />;
  if (location === '/link') return <LinkPage person={session.person} />;
  if (location === '/account') {
    // The office's screens are in English: a page in another language is loaded anew on the way there.
    const leave = () => (pageLanguage() === 'en' ? navigate('/') : window.location.assign('/'));
    return <AccountPage person={session.person} onBack={leave} />;
  }
  return <Office person={session.person} />;
}

/** The tabs of a person, the first being where she starts. */
export function tabsOf({ roles }: Person): TabName[] {
  const hasOneOf = (...wanted: Role[]) => roles.some(({ role }) => wanted.includes(role));
  const tabs: TabName[] = [];
  const isOffice = hasOneOf('reviewer', 'federalPrograms', 'budgetManager', 'auditor');
  if (isOffice) tabs.push('queue', 'requests');
  const isAdministrator = hasOneOf('administrator');
  // Who looks after people alone sees no budget; somebody without any role is told so by the sites' page.
  if (!isAdministrator || roles.some(({ role }) => role !== 'administrator')) tabs.push('sites');
  if (hasOneOf('preparer', 'principal', 'departmentManager', 'budgetManager')) tabs.push('files');
  // Whoever is in charge of a site signs steps of its budget, and looks at the site first.
  if (!isOffice && hasOneOf('principal', 'departmentManager')) tabs.push('queue');
  if (hasOneOf('budgetManager')) tabs.push('allocations', 'plan');
  if (hasOneOf('budgetManager', 'auditor')) tabs.push('master');
  if (isAdministrator) tabs.push('people');
  if (hasOneOf('auditor', 'budgetManager', 'administrator')) tabs.push('audit');
  if (isAdministrator) tabs.push('mail');
  return tabs;
}

/** In the page's language where the tab's words are. */
function titleOf(tab: TabName): string {
  if (tab === 'audit') return AUDIT.tab;
  return tab === 'mail' ? AUDIT.mail.tab : WEB_EN.tabs[tab];
}

function Office({ person }: { person: Person }) {
  const styles = useStyles();
  const { api, session } = useServices();
  const [location, navigate] = useLocation();
  useChanges();
  const tabs = tabsOf(person);
  const first = tabs[0] ?? 'sites';
  const current = tabs.find((tab) => location === `/${tab}` || location.startsWith(`/${tab}/`)) ?? first;
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: () => api.call(listSites, { params: {}, body: undefined }),
    enabled: tabs.includes('sites'),
  });
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Subtitle2 as="h1">{SHARED.product}</Subtitle2>
        <Caption1 className={styles.quiet}>{WEB_EN.page(person.districtName, sites.data?.year.id)}</Caption1>
        <OverflowTabs
          className={styles.tabs}
          label={WEB_EN.parts}
          tabs={tabs.map((name) => ({ name, title: titleOf(name) }))}
          selected={current}
          onSelect={(name) => navigate(`/${name}`)}
        />
        <span className={styles.person}>
          <Button
            size="small"
            appearance="subtle"
            icon={<Person16Regular />}
            aria-label={ACCOUNT.page.open(person.name)}
            onClick={() => navigate('/account')}
          >
            {person.name}
          </Button>
          <Button size="small" appearance="subtle" onClick={() => signOutOf({ api, session })}>
            {WEB_EN.signOut}
          </Button>
        </span>
      </header>
      <div className={styles.body}>
        <Switch>
          {tabs.includes('queue') && (
            <Route path="/queue/:id?">
              {({ id }) => <QueueScreen submissionId={id ?? null} person={person} />}
            </Route>
          )}
          {tabs.includes('requests') && (
            <Route path="/requests">
              <RequestsScreen
                siteName={(code) =>
                  sites.data?.sites.find(({ site }) => site.code === code)?.site.name ?? code
                }
              />
            </Route>
          )}
          {tabs.includes('sites') && (
            <Route path="/sites">
              <SitesScreen />
            </Route>
          )}
          {tabs.includes('files') && (
            <Route path="/files">
              <FilesScreen />
            </Route>
          )}
          {tabs.includes('allocations') && (
            <Route path="/allocations/:siteCode?">
              {({ siteCode }) => (
                <AllocationsScreen
                  sites={sites.data?.sites.map(({ site }) => site) ?? []}
                  siteCode={siteCode ?? null}
                  onChoose={(code) => navigate(`/allocations/${code}`)}
                />
              )}
            </Route>
          )}
          {tabs.includes('plan') && (
            <Route path="/plan">
              <PlanScreen />
            </Route>
          )}
          {tabs.includes('master') && (
            <Route path="/master/:version?">
              {({ version }) => <MasterScreen version={version === undefined ? null : Number(version)} />}
            </Route>
          )}
          {tabs.includes('people') && (
            <Route path="/people">
              <PeopleScreen />
            </Route>
          )}
          {tabs.includes('audit') && (
            <Route path="/audit">
              <AuditScreen />
            </Route>
          )}
          {tabs.includes('mail') && (
            <Route path="/mail">
              <MailScreen />
            </Route>
          )}
          <Route>
            <Redirect to={`/${first}`} />
          </Route>
        </Switch>
      </div>
    </div>
  );
}
