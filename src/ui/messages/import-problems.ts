import { IMPORT_PROBLEMS_EN } from '../../words/import-problems-en.js';

/** What imports find, by code. Read by finance alone, and English. */
export const IMPORT_PROBLEMS = IMPORT_PROBLEMS_EN;
