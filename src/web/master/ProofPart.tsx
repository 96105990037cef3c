import { Button, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReplyOf } from '../../contract/endpoint.js';
import type { getMaster } from '../../contract/master-budgets.js';
import { proveMaster } from '../../contract/master-work.js';
import { formatInstant, localTimeZone } from '../../words/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WORDS } from './words.js';

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalS },
  proof: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  bar: { flexGrow: 1, flexBasis: '240px' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

type Version = ReplyOf<typeof getMaster>;

/** That merged equals submitted, with a way to have it proved anew, and the sites that are left out. */
export function ProofPart({ data: { summary, tieOut } }: { data: Version }) {
  const styles = useStyles();
  const { api } = useServices();
  const { version } = summary;
  const proving = useMutation({
    mutationFn: () => api.call(proveMaster, { params: { version }, body: undefined }),
  });
  return (
    <section className={styles.part}>
      <div className={styles.proof}>
        <MessageBar
          className={styles.bar}
          intent={tieOut.mergedEqualsSubmitted ? 'success' : 'error'}
          layout="multiline"
        >
          <MessageBarBody>
            {tieOut.mergedEqualsSubmitted ? WORDS.tiesOut : WORDS.tiesNot}
            <span role="status">
              {proving.data && isSound(proving.data) && ` · ${soundness(proving.data)}`}
            </span>
          </MessageBarBody>
        </MessageBar>
        <Button disabledFocusable={proving.isPending} onClick={() => proving.mutate()}>
          {proving.isPending ? WORDS.proof.running : WORDS.proof.again}
        </Button>
      </div>
      {proving.data && !isSound(proving.data) && <Broken proof={proving.data} />}
      {proving.isError && <ErrorState context="loading" failure={failureOf(proving.error)} />}
      <LeftOut words={WORDS.ended} sites={tieOut.missingSites.filter(({ approvalEnded }) => approvalEnded)} />
      <LeftOut
        words={WORDS.missing}
        sites={tieOut.missingSites.filter(({ approvalEnded }) => !approvalEnded)}
      />
    </section>
  );
}

type Proof = ReplyOf<typeof proveMaster>;

const isSound = ({ mergedEqualsSubmitted, isUnchanged }: Proof) => mergedEqualsSubmitted && isUnchanged;

function soundness({ provedAt, sites }: Proof): string {
  const byTotal = sites.filter(({ isByLine }) => !isByLine).map(({ siteName }) => siteName);
  const sound = WORDS.proof.sound(formatInstant(provedAt, localTimeZone()));
  return byTotal.length === 0 ? sound : `${sound} ${WORDS.proof.byTotal(byTotal.join(', '))}`;
}

function Broken({ proof: { isUnchanged, totalsAdd, sites, provedAt } }: { proof: Proof }) {
  const styles = useStyles();
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        {WORDS.proof.broken(formatInstant(provedAt, localTimeZone()))}
        <ul className={styles.list}>
          {!isUnchanged && <li>{WORDS.proof.changed}</li>}
          {!totalsAdd && <li>{WORDS.proof.totals}</li>}
          {sites
            .filter(({ isSame }) => !isSame)
            .map(({ siteCode, siteName, faults }) => (
              <li key={siteCode}>
                {WORDS.proof.site(siteName, faults.map((fault) => WORDS.proof.faults[fault]).join(', '))}
              </li>
            ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}

type LeftOutProps = { words: (names: string) => string; sites: Version['tieOut']['missingSites'] };

function LeftOut({ words, sites }: LeftOutProps) {
  if (sites.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{words(sites.map(({ name }) => name).join(', '))}</MessageBarBody>
    </MessageBar>
  );
}
