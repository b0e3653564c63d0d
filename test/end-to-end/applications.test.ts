import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { applications } from '../applications/applications.ts';
import { isOnPath } from '../parts/is-on-path.ts';
import { scanJson } from './seawall.ts';

describe.each(applications)('an application installed by $name', (application) => {
  const { tools, type } = application;
  const ready = process.env['SEAWALL_TEST_INSTALL'] !== '0' && tools.every(isOnPath);

  describe.skipIf(!ready)(`needs ${tools.join(', ') || 'nothing'}`, () => {
    let folder: string;
    let expected: string[];
    let result: ScanResult;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'seawall-application-'));
      const root = join(folder, 'root');
      mkdirSync(join(root, 'etc'), { recursive: true });
      writeFileSync(join(root, 'etc/os-release'), 'ID=debian\nVERSION_ID="12"\n');
      expected = await application.build(root);
      result = await scanJson(`dir:${root}`, join(folder, 'data'), ['--only', 'packages']);
    }, 300_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const installed = () =>
      result.packages.filter((item) => item.type === type && item.scope === 'installed' && item.ownedBy === undefined);

    test('every installed package is found, and nothing else', () => {
      expect(expected.length).toBeGreaterThan(1);
      expect(
        installed()
          .map(({ name, version }) => `${name} ${version}`)
          .toSorted(),
      ).toEqual(expected);
    });

    test('nothing is found twice', () => {
      const purls = result.packages.map(({ purl }) => purl);
      expect(new Set(purls).size).toBe(purls.length);
    });

    test('every package says where it is and how it was found', () => {
      for (const { locations } of installed())
        expect(locations[0]).toMatchObject({ path: expect.stringMatching(/^\//), how: expect.stringMatching(/./) });
      expect(result.problems).toEqual([]);
    });
  });
});
