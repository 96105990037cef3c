import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { OFFLINE } from '../messages/offline.js';
import { EmptyState } from './EmptyState.js';

const WORDS = OFFLINE.crash;

export type CrashBoundaryProps = {
  /** Told of the error, to report it. */
  onCrash: (error: unknown) => void;
  onReload: () => void;
  children: ReactNode;
};

/** Where drawing a screen fails, says what is safe and offers to reload instead of leaving an empty pane. */
export class CrashBoundary extends Component<CrashBoundaryProps, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onCrash(error);
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children;
    return (
      <div role="alert" data-testid="crash">
        <EmptyState title={WORDS.title} text={`${WORDS.safe} ${WORDS.whatToDo}`}>
          <Button appearance="primary" onClick={this.props.onReload}>
            {WORDS.reload}
          </Button>
        </EmptyState>
      </div>
    );
  }
}
