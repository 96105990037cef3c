import path from 'node:path';
import type { SiteContent } from '../../src/core/budget/site-content.js';
import type { SubmissionForm } from '../../src/core/budget/submission-form.js';
import type { BodyOf } from '../../src/contract/endpoint.js';
import type { submitRevision as submitEndpoint } from '../../src/contract/submissions.js';
import { LAYOUT_VERSION } from '../../src/core/workbook/layout.js';
import type { CsvFiles } from '../imports/csv-table.js';
import { readFolderFiles } from '../imports/folder-files.js';
import { readDistrictFolder, type DistrictFolder } from '../imports/read-district-folder.js';
import { readProposal } from '../imports/read-proposal.js';
import { stableIds } from '../imports/stable-ids.js';
import { hashPassword } from '../identity/passwords.js';
import { projectRoot } from '../project-root.js';
import { StartFailure } from '../start-failure.js';
import { databaseCode, UNIQUE_VIOLATION } from '../stores/database-code.js';
import { inTransaction, type Database, type Transaction } from '../stores/open-database.js';
import { addPerson, findPersonByEmail } from '../stores/person-store.js';
import { findDistrict } from '../stores/year-store.js';
import type { Actor } from '../use-cases/actor.js';
import { importYear } from '../use-cases/import-year.js';
import type { DemoSignIn, Parts } from '../use-cases/parts.js';
import { saveRevision } from '../use-cases/save-revision.js';
import { decideSubmission } from '../use-cases/decide-submission.js';
import { submitRevision } from '../use-cases/submit-revision.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './people.js';

export const DEMO_DISTRICT = 'dayton';

export const demoSignIns = (): DemoSignIn[] =>
  DEMO_PEOPLE.map(({ email, name, who }) => ({
    district: DEMO_DISTRICT,
    email,
    name,
    who,
    password: DEMO_PASSWORD,
  }));

/**
 * Loads the sample district unless it is there: all of it or nothing. `withSeason` plays the first weeks through the
 * use cases: the district office has saved, the junior high has submitted, and the grade school's budget was sent
 * back. Of several processes that start at once one loads it. `files` are another district's, with the same short name and people.
 */
export async function loadDemo(
  parts: Parts,
  options: { withSeason: boolean; files?: CsvFiles },
): Promise<void> {
  if (await findDistrict(parts.db, DEMO_DISTRICT)) return;
  const files = options.files ?? (await readFolderFiles(path.join(projectRoot(), 'assets/sample-district')));
  const read = readDistrictFolder(files, stableIds());
  if (!read.ok) {
    throw new StartFailure(
      `The sample district has ${String(read.problems.length)} problems, the first: ${JSON.stringify(read.problems[0])}.`,
      'Restore assets/sample-district from the repository.',
    );
  }
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const load = (tx: Transaction) =>
    storeDemo({ ...parts, db: tx }, read.value, {
      passwordHash,
      proposal: options.withSeason
        ? (site) => readProposal(files, read.value, site, () => parts.newId())
        : null,
    });
  try {
    await inTransaction(parts.db, load);
  } catch (error) {
    // Another process that started at the same moment was first.
    if (databaseCode(error) === UNIQUE_VIOLATION && (await findDistrict(parts.db, DEMO_DISTRICT))) return;
    throw error;
  }
}

async function storeDemo(
  parts: Parts,
  folder: DistrictFolder,
  { passwordHash, proposal }: { passwordHash: string; proposal: ((siteCode: string) => SiteContent) | null },
): Promise<void> {
  const districtId = parts.newId();
  const actors = await addPeople(parts, districtId, passwordHash);
  const [anybody] = actors.values();
  await importYear(parts, folder, districtId, anybody?.personId ?? districtId);
  if (proposal) await playSeason(parts, folder, actors, proposal);
}

/** The passwords of the sample are printed in public: a server for others must not have them. */
export async function assertNoDemo(db: Database): Promise<void> {
  const district = await findDistrict(db, DEMO_DISTRICT);
  const [anybody] = DEMO_PEOPLE;
  if (!district || !anybody || !(await findPersonByEmail(db, district.id, anybody.email))) return;
  throw new StartFailure(
    'This database holds the sample district, whose passwords everybody knows.',
    'Set SITEBOOK_DATA or DATABASE_URL to another database; or SITEBOOK_DEMO=1 to go on with the sample, on this computer only.',
  );
}

async function addPeople(
  parts: Parts,
  districtId: string,
  passwordHash: string,
): Promise<Map<string, Actor>> {
  const actors = new Map<string, Actor>();
  await inTransaction(parts.db, async (tx) => {
    for (const { email, name, roles } of DEMO_PEOPLE) {
      const id = parts.newId();
      await addPerson(tx, { districtId, id, email, name, passwordHash, roles });
      actors.set(name, { districtId, personId: id, name, roles });
    }
  });
  return actors;
}

async function playSeason(
  parts: Parts,
  folder: DistrictFolder,
  actors: Map<string, Actor>,
  proposal: (siteCode: string) => SiteContent,
): Promise<void> {
  const actor = (name: string) => {
    const found = actors.get(name);
    if (!found) throw new Error(`No demo person ${name}`);
    return found;
  };
  const save = (name: string, siteCode: string, baseRevision: number, content: SiteContent) =>
    saveRevision(parts, actor(name), siteCode, {
      workbookId: parts.newId(),
      yearId: folder.plan.year.id,
      layoutVersion: LAYOUT_VERSION,
      baseRevision,
      content,
    });
  // The principal puts in her rows, then the business office its own and the salaries; both from the proposal.
  for (const [name, site] of [
    ['David Tran', '571'],
    ['Grace Okafor', '125'],
  ] as const) {
    const content = proposal(site);
    await save(name, site, 0, content);
    await save('Erik Lindqvist', site, 1, content);
    const submission = await submitRevision(parts, actor(name), site, {
      revision: 2,
      ...shownWith(folder.plan.submission),
    });
    if (site === '125') {
      await decideSubmission(parts, actor('Julia Ortiz'), submission.id, {
        decision: 'return',
        comment:
          'Please tell us in the justification what the new teaching posts are for, then send it again.',
      });
    }
  }
  const opening = folder.openings.get('001');
  if (opening) await save('Erik Lindqvist', '001', 0, opening);
}

/** The statement confirmed, and made-up evidence: what the demonstration's principals show with their budgets. */
function shownWith(
  form: SubmissionForm | undefined,
): Pick<BodyOf<typeof submitEndpoint>, 'attestation' | 'evidence'> {
  if (!form) return {};
  const made = { date: '2024-02-27', number: '7', text: 'Minutes of 27 February 2024, item 4' };
  return {
    attestation: { text: form.attestation, confirmed: true },
    evidence: form.evidence.map(({ id, fields }) => ({
      id,
      values: Object.fromEntries(fields.map(({ key, kind }) => [key, made[kind]])),
    })),
  };
}
