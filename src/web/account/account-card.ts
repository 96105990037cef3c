import { makeStyles, tokens } from '@fluentui/react-components';

/** The form in the card of a sign-in page. */
export const useCardStyles = makeStyles({
  root: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
  },
  start: { justifySelf: 'start' },
});
