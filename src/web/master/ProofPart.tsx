import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReplyOf } from '../../contract/endpoint.js';
import type { getMaster } from '../../contract/master-budgets.js';
import { proveMaster } from '../../contract/master-work.js';
import { formatInstant, localTimeZone } from '../../ui/format/figures.js';
import { failureOf } from '../../ui/messages/describe-failure.js';
import { useServices } from '../../ui/services/services.js';
import { ErrorState } from '../../ui/state/ErrorState.js';
import { WORDS } from './words.js';

const useStyles = makeStyles({
  part: { display: 'grid', gap: tokens.spacingVerticalS },
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
      <MessageBar intent={tieOut.mergedEqualsSubmitted ? 'success' : 'error'} layout="multiline">
        <MessageBarBody>{tieOut.mergedEqualsSubmitted ? WORDS.tiesOut : WORDS.tiesNot}</MessageBarBody>
        <MessageBarActions>
          <Button disabledFocusable={proving.isPending} onClick={() => proving.mutate()}>
            {proving.isPending ? WORDS.proof.running : WORDS.proof.again}
          </Button>
        </MessageBarActions>
      </MessageBar>
      <div role="status">{proving.data && <Proved proof={proving.data} />}</div>
      {proving.isError && <ErrorState context="loading" failure={failureOf(proving.error)} />}
      <LeftOut words={WORDS.ended} sites={tieOut.missingSites.filter(({ approvalEnded }) => approvalEnded)} />
      <LeftOut
        words={WORDS.missing}
        sites={tieOut.missingSites.filter(({ approvalEnded }) => !approvalEnded)}
      />
    </section>
  );
}

function Proved({ proof }: { proof: ReplyOf<typeof proveMaster> }) {
  const styles = useStyles();
  const { mergedEqualsSubmitted, isUnchanged, totalsAdd, sites, provedAt } = proof;
  const when = formatInstant(provedAt, localTimeZone());
  const isSound = mergedEqualsSubmitted && isUnchanged;
  const byTotal = sites.filter(({ isSame, isByLine }) => isSame && !isByLine);
  return (
    <MessageBar intent={isSound ? 'success' : 'error'} layout="multiline">
      <MessageBarBody>
        {isSound ? WORDS.proof.sound(when) : WORDS.proof.broken(when)}
        {!isSound && (
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
        )}
        {byTotal.length > 0 && ` ${WORDS.proof.byTotal(byTotal.map(({ siteName }) => siteName).join(', '))}`}
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
