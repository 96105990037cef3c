import { SubmissionForm } from '../../src/core/budget/submission-form.js';
import type { CsvFiles, ImportProblems } from './csv-table.js';

const FILE = 'submission.json';

/**
 * What the district asks of whoever submits; undefined where it has no `submission.json`. What is not right in the
 * file, and funding sources that do not exist, become problems with the field.
 */
export function readSubmissionForm(
  files: CsvFiles,
  fundingSources: readonly { code: string }[],
  problems: ImportProblems,
): SubmissionForm | undefined {
  const text = files.get(FILE);
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    problems.add('import.notJson', FILE, { detail: (error as Error).message });
    return undefined;
  }
  const parsed = SubmissionForm.safeParse(json);
  const bad = (key: string, detail: string) => problems.add('import.badSetting', FILE, { key, detail });
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) bad(path.join('.'), message);
    return undefined;
  }
  const sources = new Set(fundingSources.map(({ code }) => code));
  for (const [at, { appliesTo = [] }] of parsed.data.evidence.entries())
    for (const code of appliesTo)
      if (!sources.has(code)) bad(`evidence.${String(at)}.appliesTo`, `there is no funding source ${code}`);
  return parsed.data;
}
