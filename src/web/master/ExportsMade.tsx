import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { getExportFile, getNewAccountsFile, type MasterExport } from '../../contract/master-exports.js';
import { Money } from '../../ui/figures/Money.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { downloadFile } from '../app/download-file.js';
import { FigureTable, type FigureColumn } from '../app/FigureTable.js';
import { When } from '../app/When.js';
import { EXPORTS_EN } from './export-messages-en.js';

const WORDS = EXPORTS_EN;

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

type Part = 'file' | 'newAccounts';

/** The files that were made this year, newest first; each can be taken again as it was. */
export function ExportsMade({ exports }: { exports: readonly MasterExport[] }) {
  const { api } = useServices();
  const download = useMutation({
    mutationFn: async ({ made, part }: { made: MasterExport; part: Part }) => {
      const { layoutId, number, fileName, newAccounts } = made;
      const input = { params: { layoutId, number }, body: undefined };
      const bytes = await api.call(part === 'file' ? getExportFile : getNewAccountsFile, input);
      const name = part === 'file' ? fileName : (newAccounts?.fileName ?? fileName);
      downloadFile(name, new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }));
    },
  });
  if (exports.length === 0) return null;
  const newestFirst = [...exports].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
  return (
    <>
      <Subtitle2 as="h4">{WORDS.made}</Subtitle2>
      {download.isError && <ErrorState context="loading" failure={failureOf(download.error)} />}
      <FigureTable
        label={WORDS.made}
        columns={columns((made, part) => download.mutate({ made, part }))}
        rows={newestFirst}
        keyOf={({ layoutId, number }) => `${layoutId} ${String(number)}`}
        stacks
      />
    </>
  );
}

function columns(onDownload: (made: MasterExport, part: Part) => void): FigureColumn<MasterExport>[] {
  const titles = WORDS.madeColumns;
  return [
    { title: titles.file, isFigure: false, render: ({ fileName }) => fileName },
    { title: titles.rows, isFigure: true, render: ({ rowCount }) => rowCount.toLocaleString('en-US') },
    {
      title: titles.total,
      isFigure: true,
      render: ({ totalCents }) => <Money cents={totalCents} form="plain" />,
    },
    { title: titles.by, isFigure: false, render: ({ madeBy }) => madeBy },
    { title: titles.at, isFigure: false, render: ({ madeAt }) => <When at={madeAt} /> },
    {
      title: titles.action,
      isFigure: false,
      render: (made) => <Downloads made={made} onDownload={onDownload} />,
    },
  ];
}

type DownloadsProps = { made: MasterExport; onDownload: (made: MasterExport, part: Part) => void };

/** New accounts come first, as they are loaded. */
function Downloads({ made, onDownload }: DownloadsProps) {
  const styles = useStyles();
  return (
    <span className={styles.actions}>
      {made.newAccounts && (
        <Button size="small" onClick={() => onDownload(made, 'newAccounts')}>
          {WORDS.downloadNew}
        </Button>
      )}
      <Button
        size="small"
        aria-label={`${WORDS.download} ${made.fileName}`}
        onClick={() => onDownload(made, 'file')}
      >
        {WORDS.download}
      </Button>
    </span>
  );
}
