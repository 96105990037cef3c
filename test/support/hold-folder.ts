// A process of its own that takes a data folder as soon as it is told, says whether it holds it, and keeps it.
import { lockFolder } from '../../server/stores/embedded/folder-lock.js';

const [, , folder = ''] = process.argv;
process.stdout.write('waiting\n');
process.stdin.once('data', () => {
  void lockFolder(folder).then((lock) => {
    process.stdout.write(lock ? 'holds\n' : 'refused\n');
  });
});
process.stdin.once('end', () => process.exit(0));
