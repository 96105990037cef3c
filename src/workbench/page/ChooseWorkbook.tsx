import {
  Body1,
  Button,
  Caption1,
  Card,
  CardHeader,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiError } from '../../api/client.js';
import { getWorkbook, listSites } from '../../contract/sites.js';
import { signOutOf } from '../../ui/session/sign-out.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import type { ExcelHost } from '../host/excel-host.js';
import { openBook } from './open-book.js';

const useStyles = makeStyles({
  page: {
    maxWidth: '640px',
    margin: '0 auto',
    padding: tokens.spacingHorizontalXXL,
    display: 'grid',
    gap: tokens.spacingVerticalL,
  },
  sites: { display: 'grid', gap: tokens.spacingVerticalS },
  row: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'center' },
});

export type ChooseWorkbookProps = {
  onOpened: (host: ExcelHost) => void;
  /** Open this site's workbook at once, when the person may. */
  siteCode: string | null;
};

/** Which workbook to open: one the server makes for a site, or a file from this computer. */
export function ChooseWorkbook({ onOpened, siteCode }: ChooseWorkbookProps) {
  const styles = useStyles();
  const services = useServices();
  const { api } = services;
  const file = useRef<HTMLInputElement>(null);
  const sites = useQuery({
    queryKey: ['sites'],
    queryFn: () => api.call(listSites, { params: {}, body: undefined }),
  });
  const open = useMutation({
    mutationFn: async ({ name, bytes }: { name: string; bytes: () => Promise<Uint8Array> }) =>
      openBook(await bytes(), name),
    onSuccess: onOpened,
  });
  const openSite = (code: string, name: string) =>
    open.mutate({
      name: `${name}.xlsx`,
      bytes: () => api.call(getWorkbook, { params: { siteCode: code }, body: undefined }),
    });
  const wanted = sites.data?.sites.find(({ site }) => site.code === siteCode);
  const isIdle = open.isIdle;
  useEffect(() => {
    if (wanted && isIdle) openSite(wanted.site.code, wanted.site.name);
    // Once: afterwards the person chooses.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wanted?.site.code]);
  return (
    <main className={styles.page}>
      <Title3 as="h1">Open a workbook</Title3>
      <Body1>
        The workbench stands in for Excel: it opens the same file and shows the same pane beside it.
      </Body1>
      {open.error && <NotOpened error={open.error} onRetry={() => open.mutate(open.variables)} />}
      {siteCode !== null && sites.data && !wanted && (
        <MessageBar intent="warning" role="alert" layout="multiline">
          <MessageBarBody>
            There is no site {siteCode} among those you may open. Choose one of these, or sign in as somebody
            else.
          </MessageBarBody>
        </MessageBar>
      )}
      {sites.isPending && <LoadingState />}
      {sites.error && (
        <ErrorState context="loading" failure={failureOf(sites.error)} onRetry={() => void sites.refetch()} />
      )}
      <div className={styles.sites}>
        {sites.data?.sites.map(({ site, revision }) => (
          <Card key={site.code} onClick={() => openSite(site.code, site.name)}>
            <CardHeader
              header={<Body1>{site.name}</Body1>}
              description={
                <Caption1>
                  {revision
                    ? `Revision ${String(revision.number)} by ${revision.savedBy}`
                    : 'Nothing saved yet'}
                </Caption1>
              }
              action={
                <Button disabled={open.isPending} aria-label={`Open ${site.name}`}>
                  Open
                </Button>
              }
            />
          </Card>
        ))}
      </div>
      <div className={styles.row}>
        <Button onClick={() => file.current?.click()}>Open a file …</Button>
        <Button appearance="subtle" onClick={() => signOutOf(services)}>
          Sign out
        </Button>
        <input
          ref={file}
          type="file"
          accept=".xlsx"
          hidden
          aria-label="Workbook file"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (!chosen) return;
            open.mutate({ name: chosen.name, bytes: async () => new Uint8Array(await chosen.arrayBuffer()) });
          }}
        />
      </div>
    </main>
  );
}

/** Why nothing opened: the server gave no workbook, or what came is none. */
function NotOpened({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiError) {
    return <ErrorState context="loading" failure={error.failure} onRetry={onRetry} />;
  }
  return (
    <MessageBar intent="error" role="alert" layout="multiline">
      <MessageBarBody>This file could not be opened. Choose an Excel workbook (.xlsx).</MessageBarBody>
    </MessageBar>
  );
}
