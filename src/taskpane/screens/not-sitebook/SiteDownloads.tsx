import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownload16Regular } from '@fluentui/react-icons';
import { failureOf } from '../../../ui/messages/describe-failure.js';
import { PANE } from '../../../ui/messages/pane.js';
import { ErrorState } from '../../../ui/state/ErrorState.js';
import { LoadingState } from '../../../ui/state/LoadingState.js';
import { useDownload } from '../../hooks/use-download.js';
import { useSites } from '../../hooks/use-site-status.js';

const WORDS = PANE.notSitebook;

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalS, width: '100%' },
  list: { display: 'grid', rowGap: tokens.spacingVerticalXS, listStyleType: 'none', margin: 0, padding: 0 },
  button: { width: '100%', justifyContent: 'flex-start' },
});

export type SiteDownloadsProps = {
  /** Nothing can be done with what is open: where there is one workbook, it is the next thing to do. */
  isWayOn?: boolean;
};

/** The workbooks of the sites that the person may see, each a download of how it stands now. */
export function SiteDownloads({ isWayOn = false }: SiteDownloadsProps) {
  const styles = useStyles();
  const sites = useSites();
  const download = useDownload();
  if (sites.isPending) return <LoadingState rows={3} />;
  if (sites.isError) {
    return (
      <ErrorState failure={failureOf(sites.error)} context="loading" onRetry={() => void sites.refetch()} />
    );
  }
  const { year, sites: rows } = sites.data;
  if (rows.length === 0) return <Text>{WORDS.noSites}</Text>;
  return (
    <div className={styles.root}>
      <Text>{WORDS.sites}</Text>
      <ul className={styles.list}>
        {rows.map(({ site }) => (
          <li key={site.code}>
            <Button
              className={styles.button}
              appearance={isWayOn && rows.length === 1 ? 'primary' : 'secondary'}
              icon={<ArrowDownload16Regular />}
              aria-label={WORDS.download(site.name)}
              disabled={download.isPending}
              onClick={() =>
                download.mutate({ siteCode: site.code, fileName: WORDS.workbookName(site.name, year.id) })
              }
            >
              {download.isPending && download.variables.siteCode === site.code
                ? WORDS.downloading
                : site.name}
            </Button>
          </li>
        ))}
      </ul>
      {download.isError && <ErrorState failure={failureOf(download.error)} context="loading" />}
    </div>
  );
}
