import { randomUUID } from 'node:crypto';
import type { Grant } from '../../src/core/district/role.js';
import { DEMO_PASSWORD } from '../../server/demo/people.js';
import { hashPassword } from '../../server/identity/passwords.js';
import { inTransaction } from '../../server/stores/open-database.js';
import { addPerson } from '../../server/stores/person-store.js';
import { findDistrict } from '../../server/stores/year-store.js';
import type { TestServer } from './test-server.js';

const passwordHash = hashPassword(DEMO_PASSWORD);

/** Puts somebody into the sample district, who then signs in as the sample people do; gives her id. */
export async function addSomebody(
  { parts }: Pick<TestServer, 'parts'>,
  who: string,
  roles: Grant[],
  part: { name?: string; mustChangePassword?: boolean; district?: string } = {},
): Promise<string> {
  const { name = who, mustChangePassword = false, district: shortName = 'dayton' } = part;
  const district = await findDistrict(parts.db, shortName);
  if (!district) throw new Error('The district is not there');
  const id = randomUUID();
  const email = `${who}@${shortName}.example`;
  const hash = await passwordHash;
  await inTransaction(parts.db, (tx) =>
    addPerson(tx, {
      districtId: district.id,
      id,
      email,
      name,
      roles,
      passwordHash: hash,
      mustChangePassword,
    }),
  );
  return id;
}
