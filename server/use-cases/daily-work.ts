import type { RoutePerson } from '../../src/core/approval/approver.js';
import { noticesOn, addDays } from '../../src/core/approval/timing.js';
import { whoCanAct, withSteps } from '../../src/core/approval/step-state.js';
import { dueDateOfSite } from '../../src/core/approval/lateness.js';
import type { Submission } from '../../src/core/approval/submission.js';
import { digestParams, isMailKind, type MailItem } from '../mail/write-mail.js';
import { clearSettledComments } from '../stores/comment-store.js';
import * as mails from '../stores/mail-store.js';
import { findAdoption } from '../stores/master-work-store.js';
import { inTransaction, type Transaction } from '../stores/open-database.js';
import { listPeople } from '../stores/person-store.js';
import { removeEnded } from '../stores/session-store.js';
import { listSubmissions } from '../stores/submission-store.js';
import { listDistricts, listSites, openYearIfAny, type Year } from '../stores/year-store.js';
import { mayDo } from './actor.js';
import { queueMail } from './mail.js';
import type { Parts } from './parts.js';
import { routePeople } from './route-people.js';

type DailyParts = Pick<Parts, 'db' | 'now' | 'newId' | 'nudges'>;

/**
 * How long things are kept that people wrote, in days: mails that are done, and the text of comments after their thread
 * was settled; null for as long as the budget.
 */
export type Keep = { mailsDays: number; commentsDays: number | null };

/** When the day begins for mails, where the district is. */
const FROM_HOUR = 7;
/** Days that are made up for when nothing ran. */
const MOST_MISSED = 7;
/** Days before a site's due date on which whoever submits is reminded. */
const SUBMIT_REMINDERS = [7, 1];
const DAY_MS = 24 * 3_600_000;
const KEEP_RUNS_MS = 90 * DAY_MS;

/**
 * What is done once a day for every district, from seven in the morning of its own: reminders and escalations, daily
 * mails, and forgetting what is over. To be asked often; a day is worked once, by whichever process comes first, and
 * what it wrote is undone with it when it fails. Days on which nothing ran are made up for.
 */
export async function doDailyWork(parts: DailyParts, keep: Keep): Promise<void> {
  const { db, now } = parts;
  for (const districtId of await listDistricts(db)) {
    const year = await openYearIfAny(db, districtId);
    const { date, hour } = localTime(now(), year?.plan.timeZone ?? 'UTC');
    if (hour < FROM_HOUR) continue;
    if (year) await remind(parts, year, date);
    await collect(parts, districtId, date);
    await forget(parts, districtId, date, keep);
  }
}

async function remind(parts: DailyParts, year: Year, today: string): Promise<void> {
  const { districtId } = year;
  const last = await mails.lastPeriod(parts.db, districtId, 'reminders', today);
  const earliest = addDays(today, -MOST_MISSED);
  const first = last === null ? today : last < earliest ? earliest : addDays(last, 1);
  for (let date = first; date <= today; date = addDays(date, 1)) {
    await inTransaction(parts.db, async (tx) => {
      const run = { districtId, job: 'reminders', period: date, at: parts.now() };
      if (await mails.takePeriod(tx, run)) await remindOn(tx, parts, year, date);
    });
  }
}

async function remindOn(tx: Transaction, parts: DailyParts, year: Year, date: string): Promise<void> {
  const { districtId, plan } = year;
  // Nothing is submitted or decided any more.
  if (await findAdoption(tx, year)) return;
  const everybody = await listPeople(tx, districtId);
  const people = await routePeople(tx, parts, districtId);
  const sites = new Map((await listSites(tx, year)).map(({ code, name }) => [code, name]));
  const submissions = await listSubmissions(tx, year);
  const nameOf = new Map(everybody.map(({ id, name }) => [id, name]));
  for (const submission of submissions.filter(({ status }) => status === 'submitted')) {
    const notices = noticesOn(date, withSteps(submission), people, plan.timeZone);
    for (const { kind, step, dueDate, personIds } of notices) {
      const params = {
        site: sites.get(submission.siteCode) ?? submission.siteCode,
        due: dueDate,
        holders: holdersOf(submission, step, people, nameOf),
      };
      const once = `${submission.id}/${step}/${date}`;
      await queueMail(tx, parts, districtId, {
        to: personIds,
        kind,
        params,
        link: `/queue/${submission.id}`,
        once,
      });
    }
  }
  for (const [code, name] of sites) {
    const ofSite = submissions.filter(({ siteCode }) => siteCode === code);
    if (ofSite.some(({ status }) => status === 'submitted' || status === 'approved')) continue;
    const due = dueDateOfSite(plan.year.dueDate, ofSite);
    if (!SUBMIT_REMINDERS.some((days) => addDays(due, -days) === date)) continue;
    const to = everybody
      .filter(({ id, name: who, roles }) =>
        mayDo({ districtId, personId: id, name: who, roles }, 'site:submit', code),
      )
      .map(({ id }) => id);
    const once = `${plan.year.id}/${code}/${date}`;
    await queueMail(tx, parts, districtId, {
      to,
      kind: 'reminder',
      params: { site: name, due },
      link: '/sites',
      once,
    });
  }
}

function holdersOf(
  submission: Submission,
  step: string,
  people: readonly RoutePerson[],
  nameOf: ReadonlyMap<string, string>,
): string {
  const found = whoIsDue(submission, people).find((one) => one.step === step);
  return (found?.personIds ?? []).map((id) => nameOf.get(id) ?? '').join(', ');
}

/** The steps of an open submission that wait, and the people they wait for. */
function whoIsDue(
  submission: Submission,
  people: readonly RoutePerson[],
): { step: string; personIds: string[] }[] {
  return whoCanAct(withSteps(submission), people).map(({ step, people: able }) => ({
    step: step.rule.id,
    personIds: able.map(({ id }) => id),
  }));
}

async function collect(parts: DailyParts, districtId: string, date: string): Promise<void> {
  await inTransaction(parts.db, async (tx) => {
    const at = parts.now();
    if (!(await mails.takePeriod(tx, { districtId, job: 'digest', period: date, at }))) return;
    const waiting = await mails.dailyMails(tx, districtId, at);
    const byPerson = new Map<string, MailItem[]>();
    for (const { personId, kind, params, link } of waiting)
      if (isMailKind(kind))
        byPerson.set(personId, [...(byPerson.get(personId) ?? []), { kind, params, link }]);
    for (const [personId, items] of byPerson)
      await queueMail(tx, parts, districtId, {
        to: [personId],
        kind: 'digest',
        params: digestParams(items),
        link: '/',
        once: date,
      });
    await mails.putInDigest(
      tx,
      districtId,
      waiting.map(({ id }) => id),
    );
  });
}

async function forget(
  { db, now }: DailyParts,
  districtId: string,
  date: string,
  { mailsDays, commentsDays }: Keep,
): Promise<void> {
  const at = now();
  if (!(await mails.takePeriod(db, { districtId, job: 'forget', period: date, at }))) return;
  await removeEnded(db, districtId, at);
  // No link is good for that long.
  await mails.forgetLinks(db, districtId, { before: new Date(at.getTime() - DAY_MS) });
  const daysAgo = (days: number) => new Date(at.getTime() - days * DAY_MS);
  await mails.removeOldMails(db, districtId, daysAgo(mailsDays));
  if (commentsDays !== null) await clearSettledComments(db, districtId, daysAgo(commentsDays));
  await mails.removeOldRuns(db, districtId, new Date(at.getTime() - KEEP_RUNS_MS));
}

/** Date and hour of an instant in a time zone. */
export function localTime(instant: Date, timeZone: string): { date: string; hour: number } {
  // The Swedish locale writes instants as ISO 8601 does.
  const [date = '', time = ''] = instant.toLocaleString('sv-SE', { timeZone }).split(' ');
  return { date, hour: Number(time.slice(0, 2)) };
}
