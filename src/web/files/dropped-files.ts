/** A file by its path in the folder that was chosen, or by its name; null where the browser cannot read it. */
export type NamedFile = { name: string; file: File | null };

/** What is no workbook is passed over in folders: hidden files, and those that Excel leaves beside open ones (`~$…`). */
const isWorkbook = (name: string) => /\.xls[xmb]?$/i.test(name) && !/(?:^|\/)(?:~\$|\.)/.test(name);

/** Files of a file chooser, those of a folder with their paths. */
export function chosenFiles(files: FileList | null): NamedFile[] {
  return [...(files ?? [])]
    .map((file) => ({ name: file.webkitRelativePath || file.name, file }))
    .filter(({ name, file }) => file.webkitRelativePath === '' || isWorkbook(name));
}

/**
 * Files that were dropped, with all workbooks of the folders among them in the order of their names; a folder that cannot be
 * read stands there itself.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFile[]> {
  // Taken at once: the list is empty as soon as the event is over.
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return chosenFiles(transfer.files);
  return (await Promise.all(entries.map((entry) => filesOf(entry, true)))).flat();
}

async function filesOf(entry: FileSystemEntry, isNamed: boolean): Promise<NamedFile[]> {
  const name = entry.fullPath.replace(/^\//, '');
  if (entry.isFile && !isNamed && !isWorkbook(name)) return [];
  try {
    if (entry.isFile) return [{ name, file: await fileOf(entry as FileSystemFileEntry) }];
    const entries = await entriesOf((entry as FileSystemDirectoryEntry).createReader());
    const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    return (await Promise.all(sorted.map((one) => filesOf(one, false)))).flat();
  } catch {
    return [{ name, file: null }];
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** Browsers give a folder's entries a hundred at a time. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
