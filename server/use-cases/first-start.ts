import { randomCode } from '../identity/secrets.js';
import { hashPassword } from '../identity/passwords.js';
import { grantOf } from '../../src/core/district/role.js';
import { inTransaction } from '../stores/open-database.js';
import { addPerson } from '../stores/person-store.js';
import { addDistrict, hasDistrict } from '../stores/year-store.js';
import { audit } from './audit.js';
import type { Parts } from './parts.js';

/** Letters and digits that are not taken for each other. */
const PASSWORD_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_LENGTH = 20;

export type FirstDistrict = { shortName: string; name: string; administrator: string };

/**
 * Sets up the first district with its administrator, who has to change the password that is given back here and stored
 * nowhere. Null where there is a district already, also one that another process made at the same moment.
 */
export async function firstStart(
  parts: Parts,
  { shortName, name, administrator: email }: FirstDistrict,
): Promise<{ password: string } | null> {
  if (await hasDistrict(parts.db)) return null;
  const password = randomCode(PASSWORD_LETTERS, PASSWORD_LENGTH);
  const passwordHash = await hashPassword(password);
  return inTransaction(parts.db, async (tx) => {
    const [districtId, id] = [parts.newId(), parts.newId()];
    if (!(await addDistrict(tx, { id: districtId, shortName, name }))) return null;
    await addPerson(tx, {
      districtId,
      id,
      email,
      name: 'Administrator',
      passwordHash,
      roles: [grantOf('administrator')],
      mustChangePassword: true,
    });
    await audit(
      tx,
      parts,
      { districtId, personId: id },
      { action: 'district.added', subject: districtId, details: { shortName } },
    );
    return { password };
  });
}
