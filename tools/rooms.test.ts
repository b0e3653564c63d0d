import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkImports, roomOf } from './rooms.ts';

const source = resolve(import.meta.dirname, '../src');

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

describe('the house', () => {
  test('imports go down only, through the doors', () => {
    const files = typescriptFiles(source);
    expect(files.length).toBeGreaterThan(10);
    const complaints = files.flatMap((file) => checkImports(relative(source, file), readFileSync(file, 'utf8')));
    expect(complaints).toEqual([]);
  });

  test('every folder with a door is a room of the table', () => {
    const doors = typescriptFiles(source).filter((file) => file.endsWith('/index.ts'));
    const strangers = doors
      .map((door) => relative(source, dirname(door)))
      .filter((room) => roomOf(room + '/index.ts') !== room);
    expect(strangers).toEqual([]);
  });

  test('every top folder is a room', () => {
    const folders = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory());
    expect(folders.filter((name) => roomOf(name + '/index.ts') === undefined)).toEqual([]);
  });
});

describe('the rank test itself', () => {
  test('fails on an import against the floors', () => {
    expect(checkImports('model/x.ts', `import { y } from '#scan';`)).toEqual([
      'model/x.ts: model may not import scan, which is not below it',
    ]);
  });
  test('fails between rooms of one floor', () => {
    expect(checkImports('image/x.ts', `export * from '#advisory';`)).toHaveLength(1);
  });
  test('fails on a deep import', () => {
    expect(checkImports('scan/x.ts', `const y = await import('../catalog/os/apk.ts');`)).toEqual([
      "scan/x.ts: '../catalog/os/apk.ts' leaves the room; import #catalog",
    ]);
    expect(checkImports('scan/x.ts', `import { y } from '#catalog/os';`)).toHaveLength(1);
  });
  test('lets tests, and only tests, use what stands under test/', () => {
    const text = `import { tar } from '../../../test/fixtures/tar-writer.ts';`;
    expect(checkImports('kit/tar/x.test.ts', text)).toEqual([]);
    expect(checkImports('kit/tar/x.ts', text)).toHaveLength(1);
  });
  test('allows what is below and inside', () => {
    expect(
      checkImports(
        'catalog/os/x.ts',
        `import { y } from '../facts.ts'; import { z } from '#kit/tar'; import fs from 'node:fs';`,
      ),
    ).toEqual([]);
  });
});
