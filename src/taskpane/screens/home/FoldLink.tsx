import { Link, makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  // A target of 24 pixels beside “Why?”.
  root: { minHeight: '24px' },
});

export type FoldLinkProps = { label: string; isOpen: boolean; controls: string; onToggle: () => void };

/** Opens what belongs to a finding, below it, or folds it away. */
export function FoldLink({ label, isOpen, controls, onToggle }: FoldLinkProps) {
  const styles = useStyles();
  return (
    <Link
      as="button"
      className={styles.root}
      aria-expanded={isOpen}
      aria-controls={controls}
      onClick={onToggle}
    >
      {label}
    </Link>
  );
}
