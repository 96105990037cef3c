import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ApiFailure } from '../../api/client.js';
import { problemKey } from '../../core/problem.js';
import { describeProblem } from '../messages/describe-problem.js';
import { describeFailure, type FailureContext } from '../messages/describe-failure.js';
import { SHARED } from '../messages/shared.js';

const useStyles = makeStyles({
  part: { display: 'block' },
  problems: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  quiet: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** The sheet or the form shows the rest. */
const PROBLEMS_SHOWN = 5;

export type ErrorStateProps = {
  failure: ApiFailure;
  context: FailureContext;
  onRetry?: (() => void) | undefined;
  /** Further ways on, as buttons. */
  actions?: ReactNode;
};

/** What happened, what is safe, what to do, and a way to try again. Announced at once. */
export function ErrorState({ failure, context, onRetry, actions }: ErrorStateProps) {
  const styles = useStyles();
  const text = describeFailure(failure, context);
  const problems = failure.kind === 'refused' ? (failure.problem.problems ?? []) : [];
  return (
    <MessageBar intent="error" layout="multiline" role="alert" data-testid="error-state">
      <MessageBarBody>
        <MessageBarTitle>{text.title}</MessageBarTitle>
        {text.safe !== '' && <span className={styles.part}>{text.safe}</span>}
        <span className={styles.part}>{text.whatToDo}</span>
        {problems.length > 0 && (
          <ul className={styles.problems}>
            {problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
              <li key={problemKey(problem)}>{describeProblem(problem).sentence}</li>
            ))}
          </ul>
        )}
        {text.requestId !== null && (
          <span className={styles.quiet}>{SHARED.requestNumber(text.requestId)}</span>
        )}
      </MessageBarBody>
      {(onRetry !== undefined || actions !== undefined) && (
        <MessageBarActions>
          {onRetry !== undefined && <Button onClick={onRetry}>{SHARED.tryAgain}</Button>}
          {actions}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
