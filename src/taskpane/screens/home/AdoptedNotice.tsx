import { formatDate } from '../../../words/figures.js';
import { PANE } from '../../../ui/messages/pane.js';
import { GuardNotice } from '../guard/GuardNotice.js';

const WORDS = PANE.adopted;

/** That the year's budget is adopted: nothing of the sheet is saved or submitted any more. Nothing before. */
export function AdoptedNotice({ year, adoptedOn }: { year: string; adoptedOn: string | null }) {
  if (adoptedOn === null) return null;
  return (
    <GuardNotice
      id="adopted"
      intent="info"
      title={WORDS.title(year, formatDate(adoptedOn))}
      text={WORDS.text}
    />
  );
}
