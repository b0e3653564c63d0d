import { describe, expect, test } from 'vitest';
import { catalogRpms, type InstalledRpm } from './rpm-package.ts';

const libs: InstalledRpm = {
  name: 'openssl-libs',
  version: '3.0.7',
  release: '24.el9',
  epoch: 1,
  arch: 'x86_64',
  sourceRpm: 'openssl-3.0.7-24.el9.src.rpm',
  licence: 'ASL 2.0',
  vendor: 'Red Hat, Inc.',
};
const main: InstalledRpm = { ...libs, name: 'openssl' };

describe('an installed rpm as a package', () => {
  test('has everything that its header tells', () => {
    expect(catalogRpms([{ ...main, modularityLabel: 'openssl:3:820:abc' }])).toEqual([
      {
        name: 'openssl',
        version: '1:3.0.7-24.el9',
        purl: 'pkg:rpm/openssl@3.0.7-24.el9?arch=x86_64&epoch=1&upstream=openssl-3.0.7-24.el9.src.rpm',
        type: 'rpm',
        arch: 'x86_64',
        source: { name: 'openssl', version: '1:3.0.7-24.el9' },
        licences: ['ASL 2.0'],
        properties: { modularitylabel: 'openssl:3:820:abc', vendor: 'Red Hat, Inc.' },
      },
    ]);
  });

  test('has nothing that its header does not tell', () => {
    expect(catalogRpms([{ name: 'a', version: '1', release: '2', epoch: 0 }])).toEqual([
      { name: 'a', version: '1-2', purl: 'pkg:rpm/a@1-2', type: 'rpm', licences: [] },
    ]);
  });

  test('has no source when the tag does not name one', () => {
    const [found] = catalogRpms([{ ...main, sourceRpm: '(none)' }]);
    expect(found).not.toHaveProperty('source');
    expect(found?.properties).toEqual({ vendor: 'Red Hat, Inc.' });
    expect(found?.purl).not.toContain('upstream');
  });
});

describe('the epoch of the source package', () => {
  test('is not assumed to be that of a subpackage', () => {
    const [found] = catalogRpms([libs]);
    expect(found?.version).toBe('1:3.0.7-24.el9');
    expect(found?.source).toEqual({ name: 'openssl', version: '3.0.7-24.el9' });
    expect(found?.properties?.['sourceEpoch']).toBe('unknown');
  });

  test('is told by the package named like its source, wherever that stands', () => {
    const found = catalogRpms([libs, main]);
    expect(found.map(({ source }) => source?.version)).toEqual(['1:3.0.7-24.el9', '1:3.0.7-24.el9']);
    expect(found.filter(({ properties }) => properties?.['sourceEpoch'] !== undefined)).toEqual([]);
  });

  test('is known to be none when that package has none, though the subpackage has one', () => {
    const [found] = catalogRpms([libs, { ...main, epoch: 0 }]);
    expect(found?.source).toEqual({ name: 'openssl', version: '3.0.7-24.el9' });
    expect(found?.properties).not.toHaveProperty('sourceEpoch');
  });

  test('is not told by the same package of another build', () => {
    const other = { ...main, release: '25.el9', sourceRpm: 'openssl-3.0.7-25.el9.src.rpm' };
    const [found] = catalogRpms([libs, other]);
    expect(found?.properties?.['sourceEpoch']).toBe('unknown');
  });

  test('is not told by a package whose version differs from its source', () => {
    const [found] = catalogRpms([{ ...main, version: '9.9' }]);
    expect(found?.source).toEqual({ name: 'openssl', version: '3.0.7-24.el9' });
    expect(found?.properties?.['sourceEpoch']).toBe('unknown');
  });
});
