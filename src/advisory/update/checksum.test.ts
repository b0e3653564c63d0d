import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checksumOfHeaders, checksumOfText, crc32c, hashFile } from './checksum.ts';

const ofHeaders = (headers: Record<string, string>) => checksumOfHeaders(new Map(Object.entries(headers)));

test('CRC-32C is that of RFC 3720, also in pieces', () => {
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(Buffer.from('6789'), crc32c(Buffer.from('12345')))).toBe(0xe3069283);
});

test('the strongest checksum of the headers is taken', () => {
  const google = { 'x-goog-hash': 'crc32c=4waSgw==, md5=JfnnlDI7RTiF9RgfG2JNCw==' };
  expect(ofHeaders(google)).toEqual({ algorithm: 'md5', value: '25f9e794323b453885f5181f1b624d0b' });
  expect(ofHeaders({ 'x-goog-hash': 'crc32c=4waSgw==' })).toEqual({ algorithm: 'crc32c', value: 'e3069283' });
  const digest = `sha-512=:AAAA:, sha-256=:${Buffer.alloc(32, 1).toString('base64')}:`;
  expect(ofHeaders({ ...google, 'repr-digest': digest })).toEqual({ algorithm: 'sha256', value: '01'.repeat(32) });
});

test.each([
  {},
  { 'x-goog-hash': '' },
  { 'x-goog-hash': 'md5=short, sha1=JfnnlDI7RTiF9RgfG2JNCw==' },
  { 'x-goog-hash': 'md5=!!!' },
  { 'repr-digest': 'sha-256=:AAAA:' },
  // Of the stored bytes, which are packed, and not of those that came.
  { 'x-goog-hash': 'md5=JfnnlDI7RTiF9RgfG2JNCw==', 'x-goog-stored-content-encoding': 'gzip' },
])('%j holds no checksum', (headers) => {
  expect(ofHeaders(headers)).toBeUndefined();
});

test('a file of sha256sum is read, alone or with a name', () => {
  const value = 'ab'.repeat(32);
  for (const text of [value, `${value}\n`, `${value.toUpperCase()}  all.zip\n`, `${value} *all.zip\n`]) {
    expect(checksumOfText(text)).toEqual({ algorithm: 'sha256', value });
  }
  for (const text of ['', 'not found', value.slice(1), `${value}ab`]) expect(checksumOfText(text)).toBeUndefined();
});

test('files hash to what is known of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-checksum-'));
  const path = join(folder, 'file');
  writeFileSync(path, '123456789');
  expect(await hashFile(path, 'crc32c')).toBe('e3069283');
  expect(await hashFile(path, 'md5')).toBe('25f9e794323b453885f5181f1b624d0b');
  expect(await hashFile(path, 'sha256')).toBe('15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225');
  rmSync(folder, { recursive: true });
});
