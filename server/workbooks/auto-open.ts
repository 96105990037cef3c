import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

const NS_PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TASKPANES_TYPE = 'http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes';
const EXTENSION_TYPE = 'http://schemas.microsoft.com/office/2011/relationships/webextension';
/** The earliest time a zip can hold: the same input gives the same bytes. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/**
 * Adds what hucre does not write and packs the workbook anew with fixed times, so that the same content gives the
 * same bytes: the parts that make Excel open the pane (MS-OWEXML: a web extension and its task pane; "Automatically
 * open a task pane with a document" in the Office Add-ins documentation).
 * The pane opens where the add-in is deployed or sideloaded; elsewhere Excel ignores those parts.
 * `addInId` is the id in the manifest. Throws when it is none.
 */
export function finishPackage(xlsx: Uint8Array, addInId: string): Uint8Array {
  if (!/^[0-9a-f-]{36}$/i.test(addInId)) throw new Error(`${addInId} is not the id of an add-in`);
  const files = unzipSync(xlsx);
  const extension = [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11" id="{${addInId}}">`,
    `<we:reference id="${addInId}" version="1.0.0.0" store="developer" storeType="Registry"/>`,
    '<we:alternateReferences/><we:properties>',
    '<we:property name="Office.AutoShowTaskpaneWithDocument" value="true"/>',
    '</we:properties><we:bindings/>',
    '<we:snapshot xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>',
    '</we:webextension>',
  ].join('');
  const taskpanes = [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11">',
    '<wetp:taskpane dockstate="right" visibility="1" width="350" row="0">',
    '<wetp:webextensionref xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>',
    '</wetp:taskpane></wetp:taskpanes>',
  ].join('');
  const relationship = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
  const added: Record<string, string> = {
    'xl/webextensions/webextension1.xml': extension,
    'xl/webextensions/taskpanes.xml': taskpanes,
    'xl/webextensions/_rels/taskpanes.xml.rels': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${NS_PACKAGE}/relationships">${relationship('rId1', EXTENSION_TYPE, 'webextension1.xml')}</Relationships>`,
    '_rels/.rels': patch(
      files,
      '_rels/.rels',
      '</Relationships>',
      relationship('rIdSitebook', TASKPANES_TYPE, 'xl/webextensions/taskpanes.xml'),
    ),
    '[Content_Types].xml': patch(
      files,
      '[Content_Types].xml',
      '</Types>',
      '<Override PartName="/xl/webextensions/taskpanes.xml" ContentType="application/vnd.ms-office.webextensiontaskpanes+xml"/>' +
        '<Override PartName="/xl/webextensions/webextension1.xml" ContentType="application/vnd.ms-office.webextension+xml"/>',
    ),
  };
  const all: Zippable = {};
  for (const [name, bytes] of Object.entries(files)) all[name] = [bytes, { mtime: ZIP_EPOCH }];
  for (const [name, text] of Object.entries(added)) all[name] = [strToU8(text), { mtime: ZIP_EPOCH }];
  return zipSync(all, { level: 6 });
}

function patch(files: Record<string, Uint8Array>, name: string, before: string, insert: string): string {
  const part = files[name];
  if (!part) throw new Error(`The workbook has no ${name}`);
  return strFromU8(part).replace(before, `${insert}${before}`);
}
