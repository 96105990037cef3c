import { Button, Checkbox, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getRules, putRules, type YearRules } from '../../contract/district-plan.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { LoadingState } from '../../ui/state/LoadingState.js';
import { WEB_EN } from '../messages-en.js';
import { ReasonField } from './ReasonField.js';

const WORDS = WEB_EN.plan;
const KEY = ['rules'];

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '640px' },
  packs: { display: 'grid' },
  save: { justifySelf: 'start' },
});

/** The rules of the year: which of the program's packs the district uses beside its own rules. */
export function RulesPart() {
  const styles = useStyles();
  const { api } = useServices();
  const [saved, setSaved] = useState<number | null>(null);
  const rules = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.call(getRules, { params: {}, body: undefined, signal }),
  });
  if (rules.isPending) return <LoadingState rows={4} />;
  if (rules.data === undefined) {
    const retry = () => void rules.refetch();
    return <ErrorState context="loading" failure={failureOf(rules.error)} onRetry={retry} />;
  }
  return (
    <section className={styles.part} aria-label={WORDS.rules.title}>
      <Subtitle1 as="h2">{WORDS.rules.title}</Subtitle1>
      {/* Other rules are looked at anew: what was ticked was ticked for those that were shown. */}
      <Packs key={rules.data.hash} rules={rules.data} onSaved={({ ruleCount }) => setSaved(ruleCount)} />
      <div role="status">{saved !== null && <Text>{WORDS.rules.saved(saved)}</Text>}</div>
    </section>
  );
}

function Packs({ rules, onSaved }: { rules: YearRules; onSaved: (next: YearRules) => void }) {
  const styles = useStyles();
  const { api } = useServices();
  const queries = useQueryClient();
  const { pack, shipped, ruleCount } = rules;
  const used = new Map((pack.uses ?? []).map(({ id, version }) => [id, version]));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(used.keys()));
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const saving = useMutation({
    networkMode: 'always',
    mutationFn: () => {
      const uses = shipped.flatMap(({ id, version }) => (chosen.has(id) ? [{ id, version }] : []));
      return api.call(putRules, {
        params: {},
        body: { pack: { ...pack, uses }, reason: reason.trim() },
        ifUnchanged: true,
      });
    },
    onSuccess: async (next) => {
      onSaved(next);
      // Read again rather than taken from the answer: the next change holds for what was read.
      await queries.invalidateQueries({ queryKey: KEY });
    },
  });
  const save = () => {
    setIsMissing(reason.trim() === '');
    if (reason.trim() !== '') saving.mutate();
  };
  const toggle = (id: string, isChosen: boolean) =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((other) => other !== id)));
  return (
    <>
      <Text>{WORDS.rules.own(pack.id, pack.version, pack.rules.length, ruleCount)}</Text>
      {/* Not in a field: that would give every box in it the same id. */}
      <div className={styles.packs} role="group" aria-label={WORDS.rules.packs}>
        <Text>{WORDS.rules.packs}</Text>
        {shipped.map(({ id, title = id, version, ruleCount: count }) => {
          const inUse = used.get(id);
          return (
            <div key={id}>
              <Checkbox
                label={WORDS.rules.pack(title, version, count)}
                checked={chosen.has(id)}
                onChange={(_, { checked }) => toggle(id, checked === true)}
              />
              {inUse !== undefined && inUse !== version && <Text>{WORDS.rules.otherVersion(inUse)}</Text>}
            </div>
          );
        })}
        {[...used].map(
          ([id, version]) =>
            !shipped.some((one) => one.id === id) && (
              <Text key={id}>{WORDS.rules.goneVersion(id, version)}</Text>
            ),
        )}
      </div>
      <ReasonField value={reason} isMissing={isMissing} onChange={setReason} />
      <Button
        className={styles.save}
        appearance="primary"
        disabledFocusable={saving.isPending}
        onClick={save}
      >
        {saving.isPending ? WORDS.saving : WORDS.rules.save}
      </Button>
      {saving.isError && <ErrorState context="saving" failure={failureOf(saving.error)} onRetry={save} />}
    </>
  );
}
