import { StartFailure } from '../start-failure.js';
import type { Database } from '../stores/open-database.js';
import { findDistrict, listDistricts } from '../stores/year-store.js';

/** The district that `--district` names by its short name; without one the only one there is. */
export async function districtOf(db: Database, named: unknown): Promise<string> {
  if (typeof named === 'string') {
    const found = await findDistrict(db, named.toLowerCase());
    if (found) return found.id;
    throw new StartFailure(
      `There is no district ${named}.`,
      'Check its short name, with which people sign in.',
    );
  }
  const [only, ...others] = await listDistricts(db);
  if (only !== undefined && others.length === 0) return only;
  throw new StartFailure(
    only === undefined ? 'There is no district in this database.' : 'There are several districts.',
    'Name one with --district, by its short name.',
  );
}
