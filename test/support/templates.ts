import path from 'node:path';

/** Databases that a run makes once and tests copy: with tables alone, with the sample district, and in its season. */
export type Template = 'empty' | 'district' | 'season';

/** The name of one on a PostgreSQL server. */
export const databaseOfTemplate = (template: Template): string => `template_${template}`;

/** Where the run keeps them: a folder, or the address of a PostgreSQL server. */
const place = process.env['SITEBOOK_TEST_TEMPLATES'];

/** The folder of one to copy; null where the run has none in folders. */
export const folderOfTemplate = (template: Template): string | null =>
  place === undefined || place.startsWith('postgres:') ? null : path.join(place, template);

/** Whether a PostgreSQL server has them. */
export const hasTemplates = (serverUrl: string): boolean => place === serverUrl;
