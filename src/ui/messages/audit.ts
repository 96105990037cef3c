import { inLanguage } from '../language/words.js';
import { AUDIT_EN } from './audit-en.js';

/** In the language of the page. */
export const AUDIT = inLanguage(AUDIT_EN, (spanish) => spanish.audit);
