import { makeStyles } from '@fluentui/react-components';
import { formatInstant, formatInstantOfYear, localTimeZone } from '../../words/figures.js';

const useStyles = makeStyles({ root: { whiteSpace: 'nowrap' } });

/** An instant in a list, where the reader is, on one line; with its year where a list goes over years. */
export function When({ at, withYear = false }: { at: string; withYear?: boolean }) {
  const styles = useStyles();
  const format = withYear ? formatInstantOfYear : formatInstant;
  return (
    <time dateTime={at} className={styles.root}>
      {format(at, localTimeZone())}
    </time>
  );
}
