/** @jest-environment jsdom */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OFFICE = 'http://schemas.microsoft.com/office/appforoffice/1.1';
const OVERRIDES = 'http://schemas.microsoft.com/office/taskpaneappversionoverrides';

let manifest: Document;
beforeAll(() => {
  manifest = new DOMParser().parseFromString(
    readFileSync(path.join(ROOT, 'manifest.xml'), 'utf8'),
    'text/xml',
  );
});

const elements = (name: string, namespace?: string): Element[] => [
  ...manifest.getElementsByTagNameNS(namespace ?? '*', name),
];
const value = (element: Element | undefined) => element?.getAttribute('DefaultValue') ?? '';
const urls = () =>
  [...manifest.getElementsByTagName('*')]
    .map((element) => value(element))
    .filter((text) => /^https?:/.test(text));

/** Width and height from the header of a PNG file. */
function pngSize(file: string): [number, number] {
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}
const fileOf = (url: string) => path.join(ROOT, 'assets', new URL(url).pathname);

describe('manifest.xml', () => {
  test('is a task pane for workbooks that needs ExcelApi 1.14 and nothing newer', () => {
    expect(manifest.getElementsByTagName('parsererror')).toHaveLength(0);
    expect(elements('Host', OFFICE).map((host) => host.getAttribute('Name'))).toEqual(['Workbook']);
    const sets = elements('Set').map((set) => [set.getAttribute('Name'), set.getAttribute('MinVersion')]);
    expect(sets).toEqual([
      ['ExcelApi', '1.14'],
      ['ExcelApi', '1.14'],
    ]);
    expect(elements('Id', OFFICE)[0]?.textContent).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(elements('Permissions', OFFICE)[0]?.textContent).toBe('ReadWriteDocument');
    expect(elements('SupportUrl', OFFICE)).toHaveLength(1);
  });

  test('names https addresses of one origin, and pages that are built', () => {
    expect(new Set(urls().map((url) => new URL(url).origin))).toEqual(new Set(['https://localhost:3000']));
    const pages = urls()
      .map((url) => new URL(url).pathname)
      .filter((page) => page.endsWith('.html'));
    const config = readFileSync(path.join(ROOT, 'webpack.config.js'), 'utf8');
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(config).toContain(`'${page.slice(1)}'`);
  });

  test('has an icon of the right size wherever one is asked for', () => {
    const images = new Map(
      elements('Image')
        .filter((image) => image.hasAttribute('id'))
        .map((image) => [image.getAttribute('id'), value(image)]),
    );
    const asked = elements('Image').filter((image) => image.hasAttribute('size'));
    expect(new Set(asked.map((image) => image.getAttribute('size')))).toEqual(
      new Set(['16', '20', '24', '32', '40', '48', '64', '80']),
    );
    for (const image of asked) {
      const size = Number(image.getAttribute('size'));
      const file = fileOf(images.get(image.getAttribute('resid')) ?? 'https://localhost/none');
      expect([file, ...pngSize(file)]).toEqual([file, size, size]);
    }
    expect(pngSize(fileOf(value(elements('IconUrl', OFFICE)[0])))).toEqual([32, 32]);
    expect(pngSize(fileOf(value(elements('HighResolutionIconUrl', OFFICE)[0])))).toEqual([64, 64]);
    expect(existsSync(path.join(ROOT, 'assets/icons/sitebook-128.png'))).toBe(true);
  });

  test('every resource that is used exists, once, and is short enough', () => {
    const ids = elements('Resources', OVERRIDES)
      .flatMap((part) => [...part.getElementsByTagName('*')])
      .flatMap((element) => element.getAttribute('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...manifest.getElementsByTagName('*')].flatMap(
      (element) => element.getAttribute('resid') ?? [],
    );
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => !used.includes(id))).toEqual([]);
    // Limits as documented for Resources: ids 32 characters, short strings 125, long strings 250.
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(32);
    const strings = (list: string) =>
      elements(list)
        .flatMap((part) => [...part.children])
        .map((element) => value(element));
    for (const text of strings('ShortStrings')) expect(text.length).toBeLessThanOrEqual(125);
    for (const text of strings('LongStrings')) expect(text.length).toBeLessThanOrEqual(250);
  });

  test('says everything in Spanish too, within the same limits', () => {
    const spoken = [
      ...elements('Description', OFFICE),
      ...['ShortStrings', 'LongStrings'].flatMap((list) =>
        elements(list).flatMap((part) => [...part.children]),
      ),
    ].filter((element) => value(element) !== 'Sitebook');
    expect(spoken).toHaveLength(11);
    for (const element of spoken) {
      const spanish = [...element.children].map((override) => [
        override.getAttribute('Locale'),
        override.getAttribute('Value') ?? '',
      ]);
      expect(spanish.map(([locale]) => locale)).toEqual(['es-ES', 'es-MX']);
      const most = element.parentElement?.localName === 'ShortStrings' ? 125 : 250;
      for (const [, text = ''] of spanish) {
        expect(text).not.toBe(value(element));
        expect(text?.length).toBeGreaterThan(0);
        expect(text?.length).toBeLessThanOrEqual(most);
      }
    }
  });

  test('the buttons share the pane that comes by itself with a workbook, which then does nothing but open', () => {
    const panes = new Set(elements('TaskpaneId').map(({ textContent }) => textContent));
    expect(panes).toEqual(new Set(['Office.AutoShowTaskpaneWithDocument']));
    const address = new Map(elements('Url').map((url) => [url.getAttribute('id'), new URL(value(url))]));
    const tasks = elements('Action').map((action) => {
      const [source] = action.getElementsByTagName('SourceLocation');
      return address.get(source?.getAttribute('resid') ?? '')?.search;
    });
    // Excel opens the first one with a document (MS-OWEMXML, ShowTaskpane).
    expect(tasks).toEqual(['', '?do=check', '?do=save', '?do=addLine']);
  });
});
