import type { BodyOf } from '../../contract/endpoint.js';
import type { addDelegation, Delegation } from '../../contract/delegations.js';
import type { Person } from '../../contract/sign-in.js';
import type { Role } from '../../core/district/role.js';
import { ACCOUNT } from '../../ui/messages/account.js';

const WORDS = ACCOUNT.standIns;

/** What is typed into the form: dates as `2024-03-15`, empty until they are chosen. */
export type HandOverDraft = { toEmail: string; startsOn: string; endsOn: string; roles: Role[] };
export type HandOverFaults = Partial<Record<keyof HandOverDraft, string>>;

/** Her own roles that can go over: not those that others handed her, and never an administrator's. */
export function rolesToHand({ roles }: Pick<Person, 'roles'>): Role[] {
  const own = roles.filter(({ role, from }) => from === undefined && role !== 'administrator');
  return [...new Set(own.map(({ role }) => role))];
}

/** What is missing or cannot be, in words beside the field; whether the person is there only the server knows. */
export function faultsOfDraft({ toEmail, startsOn, endsOn, roles }: HandOverDraft): HandOverFaults {
  return {
    ...(toEmail.trim() === '' ? { toEmail: WORDS.toMissing } : {}),
    ...(startsOn === '' ? { startsOn: WORDS.daysMissing } : {}),
    ...(endsOn === '' ? { endsOn: WORDS.daysMissing } : endsOn < startsOn ? { endsOn: WORDS.daysWrong } : {}),
    ...(roles.length === 0 ? { roles: WORDS.rolesMissing } : {}),
  };
}

/** As it is sent: all of her roles are sent as none, so that one she gets meanwhile goes over as well. */
export function bodyOfDraft(
  id: string,
  { toEmail, roles, ...days }: HandOverDraft,
  all: readonly Role[],
): BodyOf<typeof addDelegation> {
  return { id, toEmail: toEmail.trim(), roles: roles.length === all.length ? [] : roles, ...days };
}

export type Standing = keyof typeof WORDS.state;

/** Where something handed over stands on a day. */
export function standingOn(today: string, { startsOn, endsOn, endedAt }: Delegation): Standing {
  if (endedAt !== null) return 'ended';
  if (endsOn < today) return 'over';
  return startsOn > today ? 'ahead' : 'now';
}

/** The date it is for whoever looks, as `2024-03-15`. */
export function dateHere(now: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${String(now.getFullYear())}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
