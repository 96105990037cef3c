import { expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { openZip } from '../../../server/workbooks/zip-parts.js';

const MB = 2 ** 20;
const LIMITS = { maxEntries: 10, maxPartBytes: 64 * MB, maxTotalBytes: 128 * MB };

function opened(bytes: Uint8Array, limits: Partial<typeof LIMITS> = {}) {
  const zip = openZip(bytes, { ...LIMITS, ...limits });
  if (!zip.ok) throw new Error(zip.fault);
  return zip.zip;
}

/** Text that does not pack well, so that its beginning is a part of what is packed. */
const long = strToU8(
  Array.from({ length: 60_000 }, (_, at) => ((at * 2_654_435_761) % 4_294_967_296).toString(36)).join(' '),
);

test.each([
  ['deflated', 6],
  ['stored', 0],
] as const)('the beginning of a part that is %s is what the part begins with', (_, level) => {
  const zip = opened(zipSync({ long: [long, { level }], short: [strToU8('short'), { level }] }));
  const start = zip.start('LONG', 5_000);
  expect(start).toMatchObject({ ok: true, isWhole: false });
  expect(start?.ok && Buffer.from(start.content).equals(long.subarray(0, 5_000))).toBe(true);
  const whole = zip.start('short', 5_000);
  expect(whole).toMatchObject({ ok: true, isWhole: true });
  expect(whole?.ok && Buffer.from(whole.content).toString()).toBe('short');
  const all = zip.start('long', long.length);
  expect(all).toMatchObject({ ok: true, isWhole: true });
  expect(all?.ok && Buffer.from(all.content).equals(long)).toBe(true);
  expect(zip.start('none', 5_000)).toBeNull();
});

test('no more is unpacked of a bomb than its beginning takes, and that counts towards the total', () => {
  const bytes = zipSync({ bomb: [new Uint8Array(32 * MB), { level: 9 }] });
  const start = opened(bytes).start('bomb', 1000);
  if (!start?.ok) throw new Error('no start');
  expect(start.content).toHaveLength(1000);
  expect(start.unpacked).toBeLessThan(1.1 * MB);
  const tight = opened(bytes, { maxTotalBytes: 33 * MB });
  for (let turn = 0; turn < 4; turn += 1) tight.start('bomb', 1000);
  expect(tight.part('bomb')).toMatchObject({ ok: false, fault: 'tooLarge', what: 'total' });
  const spent = opened(bytes, { maxTotalBytes: 0 });
  expect(spent.start('bomb', 1000)).toMatchObject({ ok: true, isWhole: false, unpacked: 0 });
});

test('a beginning that cannot be unpacked is damaged, and one behind a password is said to be so', () => {
  const bytes = zipSync({ long: [long, { level: 6 }] });
  const at = (offset: number, byte: number) => {
    const copy = bytes.slice();
    copy[offset] = byte;
    return opened(copy).start('long', 5_000);
  };
  // The first byte behind the local header and the name: a kind of block that there is not.
  expect(at(34, 0xff)).toMatchObject({ ok: false, fault: 'damaged' });
  const directory = Buffer.from(bytes).lastIndexOf('long') - 46;
  expect(at(directory + 8, 1)).toMatchObject({ ok: false, fault: 'encrypted' });
  expect(at(directory + 42, 99)).toMatchObject({ ok: false, fault: 'damaged' });
});
