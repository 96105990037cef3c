import { ApprovalRoute } from '../../src/core/approval/route.js';
import type { CsvFiles, ImportProblems } from './csv-table.js';

const FILE = 'approval.json';

/** What a route refers to, in the district's other files. */
export type RouteReferences = {
  fundingSources: readonly { code: string }[];
  /** Ids of the forms of evidence in `submission.json`. */
  evidence: readonly { id: string }[];
};

/**
 * The way of a district's submissions through approval; undefined where it has no `approval.json`. What is not right in
 * the file, and funding sources or evidence that do not exist, become problems with the field.
 */
export function readApprovalRoute(
  files: CsvFiles,
  { fundingSources, evidence }: RouteReferences,
  problems: ImportProblems,
): ApprovalRoute | undefined {
  const text = files.get(FILE);
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    problems.add('import.notJson', FILE, { detail: (error as Error).message });
    return undefined;
  }
  const parsed = ApprovalRoute.safeParse(json);
  const bad = (key: string, detail: string) => problems.add('import.badSetting', FILE, { key, detail });
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) bad(path.join('.'), message);
    return undefined;
  }
  const sources = new Set(fundingSources.map(({ code }) => code));
  const forms = new Set(evidence.map(({ id }) => id));
  for (const [stage, { steps }] of parsed.data.stages.entries())
    for (const [at, step] of steps.entries()) {
      const place = `stages.${String(stage)}.steps.${String(at)}`;
      for (const code of step.conditions?.sources ?? [])
        if (!sources.has(code)) bad(`${place}.conditions.sources`, `there is no funding source ${code}`);
      for (const id of step.evidence ?? [])
        if (!forms.has(id)) bad(`${place}.evidence`, `there is no evidence ${id} in submission.json`);
    }
  return parsed.data;
}
