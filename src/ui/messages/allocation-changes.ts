import { inLanguage } from '../language/words.js';
import { ALLOCATION_CHANGES_EN } from './allocation-changes-en.js';

/** In the language of the page. */
export const ALLOCATION_CHANGES = inLanguage(ALLOCATION_CHANGES_EN, (spanish) => spanish.allocationChanges);
