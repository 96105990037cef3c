import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeft16Regular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  // Excel draws its own buttons over the top right corner, 34 by 32 pixels.
  top: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '44px',
    padding: `0 34px 0 ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  title: {
    ...typographyStyles.subtitle2,
    margin: 0,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  content: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    scrollbarGutter: 'stable',
    scrollbarWidth: 'thin',
  },
  bottom: {
    flexShrink: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

export type SubScreenProps = {
  title: string;
  /** What the way back says to people who listen, such as “Back to the budget”. */
  backLabel: string;
  onBack: () => void;
  /** Buttons that stay in sight below. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A screen over the pane's first one: a way back, a title that gets the focus, and what it is for. Escape goes back. */
export function SubScreen({ title, backLabel, onBack, actions, children }: SubScreenProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div
      className={styles.root}
      onKeyDown={(event) => {
        // What is open on top of this, such as a list of choices, takes its own Escape first.
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onBack();
      }}
    >
      <div className={styles.top}>
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowLeft16Regular />}
          aria-label={backLabel}
          onClick={onBack}
        />
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
      </div>
      <main className={styles.content}>{children}</main>
      {actions !== undefined && <div className={styles.bottom}>{actions}</div>}
    </div>
  );
}
