import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { SHARED } from '../messages/shared.js';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL },
});

/** What is quicker than this needs no sign of waiting, which would only flicker. */
const SKELETON_AFTER_MS = 200;

export type LoadingStateProps = { rows?: number };

/** Placeholder lines while something loads, from 200 ms on. */
export function LoadingState({ rows = 4 }: LoadingStateProps) {
  const styles = useStyles();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return <div aria-busy="true" />;
  return (
    <Skeleton aria-label={SHARED.loading} aria-busy="true" className={styles.root}>
      {Array.from({ length: rows }, (_, row) => (
        <SkeletonItem key={row} size={row === 0 ? 24 : 16} />
      ))}
    </Skeleton>
  );
}
