import {
  Button,
  Caption1,
  Checkbox,
  Field,
  Input,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Select,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  listExportLayouts,
  makeExport,
  previewExport,
  type ListedLayout,
  type WantedExport,
} from '../../contract/master-exports.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { EXPORTS_EN } from './export-messages-en.js';
import { ExportDryRun } from './ExportDryRun.js';
import { ExportsMade } from './ExportsMade.js';
import { TraceDrawer, type TracedFigure } from './TraceDrawer.js';

const WORDS = EXPORTS_EN;

const useStyles = makeStyles({
  part: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalM,
    justifyItems: 'stretch',
  },
  // No wider than there is room for, however long the longest name.
  choice: { maxWidth: '480px', gridTemplateColumns: 'minmax(0, 1fr)' },
  select: { minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  make: { justifySelf: 'start' },
});

/** A version as a file for the accounting system: the layout, a dry run, the file, and those that were made. */
export function ExportPart({ version }: { version: number }) {
  const { api } = useServices();
  const styles = useStyles();
  const [chosen, setChosen] = useState<string | null>(null);
  const loaded = useQuery({
    queryKey: ['export-layouts'],
    queryFn: () => api.call(listExportLayouts, { params: {}, body: undefined }),
  });
  const layouts = loaded.data?.layouts ?? [];
  const layout = layouts.find(({ id }) => id === chosen) ?? layouts[0];
  return (
    <section className={styles.part} aria-labelledby="export-title">
      <Subtitle2 as="h3" id="export-title">
        {WORDS.title}
      </Subtitle2>
      {loaded.isPending && <LoadingState rows={3} />}
      {loaded.isError && (
        <ErrorState
          context="loading"
          failure={failureOf(loaded.error)}
          onRetry={() => void loaded.refetch()}
        />
      )}
      {layout && (
        <>
          <Field label={WORDS.layout} className={styles.choice}>
            <Select
              value={layout.id}
              className={styles.select}
              select={{ className: styles.select }}
              onChange={(_, { value }) => setChosen(value)}
            >
              {layouts.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          </Field>
          <AboutFormat source={layout.source} />
          <WantedFile key={layout.id} version={version} layout={layout} />
          <ExportsMade exports={layouts.flatMap(({ exports }) => exports)} />
        </>
      )}
    </section>
  );
}

/** What nobody has checked of a format, and where it is described. */
function AboutFormat({ source }: { source: ListedLayout['source'] }) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      {!source.isVerified && <Caption1 block>{WORDS.notVerified}</Caption1>}
      <Link as="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {WORDS.about}
      </Link>
      {isOpen && (
        <Caption1 block className={styles.quiet}>
          {source.note}
        </Caption1>
      )}
    </div>
  );
}

/** What is to go out in a layout, what the target would make of it, and the button that makes the file. */
function WantedFile({ version, layout }: { version: number; layout: ListedLayout }) {
  const styles = useStyles();
  const { api, session } = useServices();
  const queries = useQueryClient();
  const [last] = layout.exports;
  const canSendChanges = layout.deltas !== 'none' && last !== undefined && last.version !== version;
  const [traced, setTraced] = useState<TracedFigure | null>(null);
  const [isWhole, setWhole] = useState(!canSendChanges);
  // Said for one export: once that was made, the next asks again.
  const [againAfter, setAgainAfter] = useState<number | null>(null);
  const [settings, setSettings] = useState(() =>
    Object.fromEntries(layout.settings.map(({ key, value }) => [key, value])),
  );
  const wanted: WantedExport = {
    layoutId: layout.id,
    since: isWhole || !canSendChanges ? null : last.version,
    settings,
  };
  const wouldCountTwice = last !== undefined && wanted.since === null && layout.deltas === 'changes';
  const isAgain = wouldCountTwice && againAfter === last.number;
  // Worked out when somebody comes or asks, not whenever the window is looked at: it may take minutes of the server.
  const preview = useQuery({
    queryKey: ['export-preview', version, wanted],
    queryFn: () => api.call(previewExport, { params: { version }, body: wanted }),
    staleTime: Infinity,
    gcTime: 0,
  });
  const make = useMutation({
    mutationFn: () =>
      api.call(makeExport, {
        params: { version },
        body: { ...wanted, number: (last?.number ?? 0) + 1, ...(isAgain ? { again: true as const } : {}) },
      }),
    // Also where nothing came back: the file may have been made.
    onSettled: () => queries.invalidateQueries({ queryKey: ['export-layouts'] }),
  });
  const isManager = session.current()?.person.roles.some(({ role }) => role === 'budgetManager') === true;
  const { problems = [], file } = preview.data ?? {};
  const isClean = file !== undefined && file !== null && problems.length === 0 && file.rejectedCount === 0;
  return (
    <>
      {canSendChanges && (
        <Field label={WORDS.scope}>
          <RadioGroup
            value={isWhole ? 'whole' : 'changes'}
            onChange={(_, { value }) => setWhole(value === 'whole')}
          >
            <Radio value="changes" label={WORDS.changes(last.version)} />
            <Radio value="whole" label={WORDS.whole} />
          </RadioGroup>
        </Field>
      )}
      {layout.settings.map(({ key, title, expects }) => (
        <Field key={key} label={title} hint={expects} className={styles.choice}>
          <Input
            defaultValue={settings[key] ?? ''}
            onBlur={({ target }) => setSettings({ ...settings, [key]: target.value.trim() })}
          />
        </Field>
      ))}
      {wouldCountTwice && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              {WORDS.again(last.version, formatInstant(last.madeAt, localTimeZone()))}
            </MessageBarBody>
          </MessageBar>
          {isManager && (
            <Checkbox
              label={WORDS.sendAgain}
              checked={isAgain}
              onChange={(_, { checked }) => setAgainAfter(checked === true ? last.number : null)}
            />
          )}
        </>
      )}
      {preview.isPending && <LoadingState rows={4} />}
      {preview.isError && (
        <ErrorState
          context="loading"
          failure={failureOf(preview.error)}
          onRetry={() => void preview.refetch()}
        />
      )}
      {preview.data && <ExportDryRun preview={preview.data} onTrace={setTraced} />}
      {preview.data && !isClean && (
        <Button
          className={styles.make}
          appearance="subtle"
          disabledFocusable={preview.isFetching}
          onClick={() => void preview.refetch()}
        >
          {WORDS.checkAgain}
        </Button>
      )}
      {traced && <TraceDrawer version={version} figure={traced} onClose={() => setTraced(null)} />}
      {make.isError && <ErrorState context="changing" failure={failureOf(make.error)} />}
      {isManager ? (
        <Button
          className={styles.make}
          appearance="primary"
          disabled={!isClean || make.isPending || (wouldCountTwice && !isAgain)}
          onClick={() => make.mutate()}
        >
          {make.isPending ? WORDS.making : WORDS.make}
        </Button>
      ) : (
        <Caption1 className={styles.quiet}>{WORDS.onlyManager}</Caption1>
      )}
      <div role="status">{make.isSuccess && <Text>{WORDS.fileMade(make.data.fileName)}</Text>}</div>
    </>
  );
}
