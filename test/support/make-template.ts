// Makes an embedded database with its tables, and nothing in them, in the folder that is named.
import { openDatabase } from '../../server/stores/open-database.js';

const [, , folder = ''] = process.argv;
const database = await openDatabase({ dataFolder: folder, databaseUrl: null, backupsFolder: '' });
await database.close();
