import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { ScanResult } from '#model';
import { bomXml } from '../cyclonedx/bom-xml.ts';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { render } from './cyclonedx-xml.ts';

const options = { width: 80, colour: false };
const textOf = (result: ScanResult) => [...render(result, options)].join('');

const schema = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema/bom-1.6.SNAPSHOT.xsd',
);
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

function complaints(text: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return status === 0 ? '' : stderr;
}

/** The elements by name, with attributes and text, for what needs no schema. */
function elementsOf(text: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: typeof found = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  return found;
}

const [first] = madeUpResult().packages;
const results: [string, ScanResult][] = [
  ['the made-up result', madeUpResult()],
  ['a pure bill of materials', madeUpResult({ findings: [], suppressed: [], data: { sources: [], starter: false } })],
  [
    'nothing',
    madeUpResult({ subject: { kind: 'dir', reference: '/', layers: [], notes: [] }, packages: [], findings: [] }),
  ],
  [
    'hashes, edges and licences of every kind',
    madeUpResult({
      packages: [
        {
          ...first!,
          hashes: [`sha512:${'ab'.repeat(64)}`, `sha1:${'cd'.repeat(20)}`, 'md4:00'],
          licences: ['MIT OR Apache-2.0', 'ISC'],
          dependsOn: ['pkg:npm/b@1'],
        },
        { ...first!, name: 'b', purl: 'pkg:npm/b@1', licences: ['no <SPDX> & "such"'], locations: [] },
      ],
    }),
  ],
];

describe('CycloneDX XML', () => {
  test.skipIf(!hasXmllint).each(results)('%s is valid by the official schema (needs xmllint)', (_, result) => {
    expect(complaints(textOf(result))).toBe('');
  });

  test.skipIf(!hasXmllint)('the official schema can refuse (needs xmllint)', () => {
    expect(complaints(textOf(madeUpResult()).replaceAll('type="library"', 'type="thing"'))).toContain('thing');
  });

  test('has the elements of the JSON form: a component for every package, a vulnerability for every entry', () => {
    const elements = elementsOf(textOf(madeUpResult()));
    const count = (name: string) => elements.filter((element) => element.name === name).length;
    // The subject, the tool and the operating system are components too.
    expect(count('component')).toBe(madeUpResult().packages.length + 3);
    expect(count('vulnerability')).toBeGreaterThan(30);
    expect(elements.find(({ name }) => name === 'published')?.text).toBe('2024-05-01T00:00:00Z');
    expect(elements.find(({ name }) => name === 'bom')?.attributes).toMatchObject({
      xmlns: 'http://cyclonedx.org/schema/bom/1.6',
      version: '1',
    });
  });

  test('a dependency is an element inside the one that needs it', () => {
    const text = textOf(results[3]![1]);
    expect(text).toMatch(
      /<dependency ref="pkg:deb[^"]*libssl3[^"]*">\s*<dependency ref="pkg:npm\/b@1"\/>\s*<\/dependency>/,
    );
  });

  test('markup in values stays text', () => {
    expect(elementsOf(textOf(results[3]![1])).some(({ text }) => text === 'no <SPDX> & "such"')).toBe(true);
  });
});

describe('the serialiser', () => {
  test('keeps what XML can hold, as references, and replaces what it cannot', () => {
    const name = 'a\u001b\u0000b\nc\td\u009b\u202e\ufffe\ud800e';
    const text = [...bomXml({ metadata: { component: { name } } })].join('');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(elementsOf(text).find((element) => element.name === 'name')?.text).toBe(
      'a\uFFFD\uFFFDb\nc\td\u009b\u202e\uFFFD\uFFFDe',
    );
  });

  test('refuses a member that has no element, rather than losing it', () => {
    expect(() => [...bomXml({ metadata: { component: { name: 'a', colour: 'red' } } })]).toThrow(/component.colour/);
    expect(() => [...bomXml({ annotations: [] })]).toThrow(/bom.annotations/);
  });
});
