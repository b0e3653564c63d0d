import { describe, expect, test } from 'vitest';
import type { Finding } from '#model';
import { applyExceptions } from './apply-exceptions.ts';
import type { Exception } from './exception.ts';
import { finding, npmFinding } from './finding.fixture.ts';
import { parseYamlIgnoreFile } from './yaml-ignore-file.ts';

const today = '2026-11-22';

function exception(more: Partial<Exception> = {}): Exception {
  return { id: 'CVE-2024-0001', reason: 'no TLS here', scope: {}, source: 'file:1', ...more };
}

/** The exception that a scope written as YAML makes. */
function scoped(scope: string): Exception[] {
  return parseYamlIgnoreFile('x.yaml', `ignore:\n- id: CVE-2024-0001\n  reason: r\n  scope: ${scope}\n`);
}

function hides(exceptions: Exception[], item: Finding = finding(), images: string[] = ['nginx:1.25']): boolean {
  const { findings, suppressed } = applyExceptions([item], exceptions, { today, images });
  expect(findings.length + suppressed.length).toBe(1);
  return suppressed.length === 1;
}

describe('an exception', () => {
  test('moves the finding to the hidden ones, with reason, owner, expiry and where it is written', () => {
    const exceptions = [exception({ owner: 'Ada', expires: '2027-01-01' })];
    const other = finding({ ruleId: 'CVE-2024-0002', aliases: [] });
    expect(applyExceptions([finding(), other], exceptions, { today, images: [] })).toEqual({
      findings: [other],
      suppressed: [{ finding: finding(), reason: 'no TLS here', who: 'Ada', expiry: '2027-01-01', source: 'file:1' }],
    });
  });

  test.each([
    ['the id', 'CVE-2024-0001', true],
    ['the id in another case', 'cve-2024-0001', true],
    ['an alias', 'GHSA-aaaa-bbbb-cccc', true],
    ['the fingerprint', 'f0'.repeat(32), true],
    ['a part of the id', 'CVE-2024-000', false],
    ['a longer id', 'CVE-2024-00010', false],
    ['a word of every object', 'constructor', false],
  ])('names it by %s', (_, id, expected) => {
    expect(hides([exception({ id })])).toBe(expected);
  });

  test.each([
    ['the day before it ends', '2026-11-23', true],
    ['the day it ends', '2026-11-22', false],
    ['later', '2026-11-21', false],
  ])('hides until %s', (_, expires, expected) => {
    expect(hides([exception({ expires })])).toBe(expected);
  });

  test('that has ended leaves the place to one that has not', () => {
    const exceptions = [exception({ expires: '2020-01-01' }), exception({ reason: 'second' })];
    expect(applyExceptions([finding()], exceptions, { today, images: [] }).suppressed[0]?.reason).toBe('second');
  });

  test('the first that holds gives the reason', () => {
    const exceptions = [exception({ kind: 'secret' }), exception({ reason: 'second' }), exception()];
    expect(applyExceptions([finding()], exceptions, { today, images: [] }).suppressed[0]?.reason).toBe('second');
  });

  test('of one kind leaves the others', () => {
    expect(hides([exception({ kind: 'secret' })])).toBe(false);
    expect(hides([exception({ kind: 'vulnerability' })])).toBe(true);
  });

  test.each([
    ['[libssl3]', true],
    ['libssl3', true],
    ['[openssl]', true],
    ['[openssl@3.0.11-1]', true],
    ['[openssl@3.0.11-2]', false],
    ['[ssl]', false],
    ['[zlib, libssl3]', true],
    ['["pkg:deb/debian/libssl3"]', true],
    ['["pkg:deb/debian/libssl3@3.0.11-1"]', true],
    ['["pkg:deb/debian/libssl3@3.0.12-1"]', false],
    ['["pkg:deb/ubuntu/libssl3"]', false],
  ])('holds for packages %s: %s', (packages, expected) => {
    expect(hides(scoped(`{packages: ${packages}}`))).toBe(expected);
  });

  test('the at sign of an npm scope is no version', () => {
    expect(hides(scoped('{packages: ["@scope/x"]}'), npmFinding('/a'))).toBe(true);
    expect(hides(scoped('{packages: ["@scope/x@1.0.0"]}'), npmFinding('/a'))).toBe(true);
    expect(hides(scoped('{packages: ["@scope/x@2.0.0"]}'), npmFinding('/a'))).toBe(false);
  });

  test('for paths holds when it names every place of the finding', () => {
    const exceptions = scoped('{paths: ["app/**/package.json"]}');
    expect(hides(exceptions, npmFinding('/app/node_modules/x/package.json'))).toBe(true);
    expect(hides(exceptions, npmFinding('/app/x/package.json', '/srv/x/package.json'))).toBe(false);
    expect(hides(exceptions, npmFinding())).toBe(false);
  });

  test('for paths holds for what is no package, too', () => {
    const { package: _, ...rest } = finding({ kind: 'secret', location: { path: '/srv/.env', how: 'secret' } });
    expect(hides(scoped('{paths: [srv/.env]}'), rest)).toBe(true);
    expect(hides(scoped('{packages: [libssl3]}'), rest)).toBe(false);
  });

  test.each([
    ['["nginx:*"]', true],
    ['[nginx]', true],
    ['["docker.io/library/*"]', true],
    ['["nginx:1.2"]', false],
    ['["ghcr.io/**"]', false],
  ])('holds for images %s: %s', (images, expected) => {
    const names = ['nginx:1.25', 'nginx', 'docker.io/library/nginx'];
    expect(hides(scoped(`{images: ${images}}`), finding(), names)).toBe(expected);
  });

  test('with several limits needs all of them', () => {
    expect(hides(scoped('{packages: [libssl3], images: ["nginx:*"]}'))).toBe(true);
    expect(hides(scoped('{packages: [libssl3], images: ["redis:*"]}'))).toBe(false);
    expect(hides(scoped('{packages: [zlib], images: ["nginx:*"]}'))).toBe(false);
  });
});
