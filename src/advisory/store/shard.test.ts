import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeawallError } from '#model';
import { afterAll, describe, expect, test } from 'vitest';
import { ShardReader } from './shard-reader.ts';
import { type ShardLine, writeShard } from './shard-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-shard-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Enough for several blocks, keys sorted by code unit. */
const lines: ShardLine[] = Array.from({ length: 3000 }, (_, number) => ({
  key: `p:${String(number).padStart(5, '0')}`,
  json: JSON.stringify([[0, { id: `CVE-2020-${number}`, text: 'ü€😀\n\t'.repeat(number % 40) }]]),
}));

function written(content: readonly ShardLine[]): string {
  return join(folder, writeShard(folder, content).file);
}

describe('a shard file', () => {
  test('gives back every line, by key and in order', () => {
    const reader = new ShardReader(written(lines));
    for (const { key, json } of lines) expect(reader.get(key)).toBe(json);
    expect([...reader.lines()]).toEqual(lines);
    reader.close();
  });

  test('knows what it does not have', () => {
    const reader = new ShardReader(written(lines));
    for (const key of ['', 'a', 'p:', 'p:0000', 'p:00000x', 'p:99999', 'z', '00001'])
      expect(reader.get(key)).toBeUndefined();
    reader.close();
  });

  test('may be empty', () => {
    const reader = new ShardReader(written([]));
    expect(reader.get('p:x')).toBeUndefined();
    expect([...reader.lines()]).toEqual([]);
    reader.close();
  });

  test('has the name of its content, and leaves no temporary file', () => {
    expect(writeShard(folder, lines).file).toBe(writeShard(folder, lines).file);
    expect(readdirSync(folder).every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
  });

  test('is not left half written when the lines break off', () => {
    const before = readdirSync(folder);
    const broken = function* (): Generator<ShardLine> {
      yield* lines;
      throw new Error('broken off');
    };
    expect(() => writeShard(folder, broken())).toThrow('broken off');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('stays readable for who has it open when it is deleted', () => {
    const path = written(lines);
    const reader = new ShardReader(path);
    rmSync(path);
    expect(reader.get('p:00007')).toBe(lines[7]?.json);
    reader.close();
  });
});

describe('a damaged shard file', () => {
  const whole = readFileSync(written(lines.slice(0, 12)));

  function readAll(bytes: Buffer): ShardLine[] {
    const path = join(folder, 'damaged');
    writeFileSync(path, bytes);
    const reader = new ShardReader(path);
    try {
      return [...reader.lines()];
    } finally {
      reader.close();
    }
  }

  test('with any one byte changed, it is refused with a verdict that is no verdict', () => {
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x5a;
      expect(() => readAll(changed)).toThrow(SeawallError);
    }
  });

  test('cut off anywhere, it is refused', () => {
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => readAll(whole.subarray(0, length))).toThrow(/damaged/);
    }
  });

  test('gone, it says what to do', () => {
    expect(() => new ShardReader(join(folder, 'nothing'))).toThrow(/run the command again/);
  });
});
