import { describe, expect, test } from 'vitest';
import { readManifest } from './java-manifest.ts';

const read = (text: string | Buffer) => Object.fromEntries(readManifest(Buffer.from(text)));

describe('the main section of a manifest', () => {
  test('headers that tell what the jar is, in any case and with any line end', () => {
    const told = { 'implementation-title': 'spring-core', 'implementation-version': '5.3.13' };
    for (const end of ['\r\n', '\n', '\r']) {
      const lines = [
        'Manifest-Version: 1.0',
        'IMPLEMENTATION-Title: spring-core',
        'Implementation-Version: 5.3.13',
        '',
      ];
      expect(read(lines.join(end))).toEqual(told);
    }
  });

  test('the last line counts without a line end', () => {
    expect(read('Bundle-Version: 1.2')).toEqual({ 'bundle-version': '1.2' });
  });

  test('folded lines are joined, also inside a character', () => {
    const bytes = Buffer.from('Implementation-Title: Müller');
    const at = bytes.indexOf(0xc3) + 1;
    const folded = Buffer.concat([bytes.subarray(0, at), Buffer.from('\r\n '), bytes.subarray(at)]);
    expect(read(folded)).toEqual({ 'implementation-title': 'Müller' });
    expect(read('Bundle-SymbolicName: org.exa\n mple\n .x\n')).toEqual({ 'bundle-symbolicname': 'org.example.x' });
  });

  test('sections about single members are not about the jar', () => {
    const text = 'Implementation-Version: 9.0.55\r\n\r\nName: javax/el/\r\nImplementation-Title: javax.el\r\n';
    expect(read(text)).toEqual({ 'implementation-version': '9.0.55' });
  });

  test('the first of two equal headers counts', () => {
    expect(read('Bundle-Version: 1\nBundle-Version: 2\n')).toEqual({ 'bundle-version': '1' });
  });
});

describe('a hostile manifest', () => {
  test('no manifest at all', () => {
    expect(read('')).toEqual({});
    expect(read('\n\n\n')).toEqual({});
    expect(read(Buffer.from([0, 255, 10, 58, 10, 32, 58]))).toEqual({});
  });

  test('lines of a megabyte, folded or not, are no names', () => {
    const long = 'x'.repeat(1 << 20);
    expect(read(`Implementation-Title: ${long}\nBundle-Version: 1\n`)).toEqual({ 'bundle-version': '1' });
    expect(read(`${long}\nBundle-Version: 1\n`)).toEqual({ 'bundle-version': '1' });
    expect(read(`Implementation-Title: x\n${' y\n'.repeat(300_000)}Bundle-Version: 1\n`)).toEqual({
      'bundle-version': '1',
    });
  });

  test('names from the object prototype are only names', () => {
    expect(read('__proto__: x\nconstructor: y\nBundle-Version: 1\n')).toEqual({ 'bundle-version': '1' });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('what stands after 4 MiB is not read', () => {
    expect(read(`${'A: b\n'.repeat(900_000)}Bundle-Version: 1\n`)).toEqual({});
  });
});
