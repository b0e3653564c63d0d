import { bufferAccess } from '#kit/stream';
import { expect, test } from 'vitest';
import type { Classifier } from './classifier.ts';
import { BinaryClassifiers } from './classify.ts';

const program: Classifier = {
  id: 'daemon',
  title: 'Daemon',
  cpe: { vendor: 'maker', product: 'daemon' },
  files: ['daemond', 'libdaemon*.so*'],
  versions: [
    { anchor: 'Daemon version ', pattern: /version (?<version>\d+\.\d+)/ },
    { anchor: 'starting daemon', before: 16, after: 0, pattern: /(?<version>\d+\.\d+)\0start/ },
  ],
};

const library: Classifier = {
  id: 'library',
  title: 'Library',
  cpe: { vendor: 'maker', product: 'library' },
  versions: [{ standalone: /^(?<major>2)(?<minor>\d\d)(?<patch>\d\d)$/ }, { standalone: /^(?<version>3\.\d+)$/ }],
  also: ['library: out of memory', 'library: bad handle'],
};

function classify(path: string, ...texts: readonly string[]): string[] {
  const bytes = Buffer.from(`\x7fELF\0${texts.map((text) => `\0${text}\0`).join('')}`, 'latin1');
  const found = new BinaryClassifiers([program, library]).classify(path, bufferAccess(bytes));
  for (const { offset, evidence } of found) {
    expect(bytes.toString('latin1', offset, offset + evidence.length)).toBe(evidence);
  }
  return found.map(({ classifier, version }) => `${classifier.id} ${version}`);
}

const both = ['library: out of memory', 'library: bad handle'];

test('recognises a program under its name only', () => {
  expect(classify('usr/sbin/daemond', 'Daemon version 1.22')).toEqual(['daemon 1.22']);
  expect(classify('daemond', 'Daemon version 1.22')).toEqual(['daemon 1.22']);
  expect(classify('usr/lib/libdaemon-4.so.1', 'Daemon version 1.22')).toEqual(['daemon 1.22']);
  expect(classify('usr/sbin/daemond.bak', 'Daemon version 1.22')).toEqual([]);
  expect(classify('usr/sbin/mydaemond', 'Daemon version 1.22')).toEqual([]);
  expect(classify('usr/lib/libdaemonXso', 'Daemon version 1.22')).toEqual([]);
  expect(classify('daemond/notes', 'Daemon version 1.22')).toEqual([]);
});

test('asks the second rule only when the first tells nothing', () => {
  expect(classify('daemond', 'Daemon version %s', '1.30', 'starting daemon')).toEqual([]);
  expect(classify('daemond', 'Daemon version %s', '1.30\0starting daemon')).toEqual(['daemon 1.30']);
  expect(classify('daemond', 'Daemon version 1.22', '1.30\0starting daemon')).toEqual(['daemon 1.22']);
});

test('says each version once, and at most four of them', () => {
  expect(classify('daemond', 'Daemon version 1.1', 'Daemon version 1.2', 'Daemon version 1.1')).toEqual([
    'daemon 1.1',
    'daemon 1.2',
  ]);
  expect(classify('daemond', ...Array.from({ length: 900 }, (_, index) => `Daemon version 1.${index}`))).toHaveLength(
    4,
  );
});

test('recognises a library in any program, when all its texts are there', () => {
  expect(classify('opt/app/whatever', '20914', ...both)).toEqual(['library 2.9.14']);
  expect(classify('opt/app/whatever', '20914', 'library: out of memory')).toEqual([]);
  expect(classify('opt/app/whatever', '20914')).toEqual([]);
  expect(classify('opt/app/whatever', ...both)).toEqual([]);
});

test('two versions that stand alone are no answer, and keep a weaker rule from giving one', () => {
  expect(classify('whatever', '20914', '20914', ...both)).toEqual(['library 2.9.14']);
  expect(classify('whatever', '20914', '20915', ...both)).toEqual([]);
  expect(classify('whatever', '20914', '20915', '3.1', ...both)).toEqual([]);
  expect(classify('whatever', '3.1', ...both)).toEqual(['library 3.1']);
});

test('a version inside a longer text does not stand alone', () => {
  expect(classify('whatever', 'error 20914', '120914', '20914 ', ...both)).toEqual([]);
});

test('gives both what a program is and what it has linked in', () => {
  expect(classify('daemond', 'Daemon version 1.22', '20914', ...both)).toEqual(['daemon 1.22', 'library 2.9.14']);
});

test('a window ends where the file ends', () => {
  expect(classify('daemond', 'Daemon version 1.2')).toEqual(['daemon 1.2']);
  const cut = Buffer.from('\x7fELFDaemon version ', 'latin1');
  expect(new BinaryClassifiers([program]).classify('daemond', bufferAccess(cut))).toEqual([]);
});

test.each(['', '\x7f', '\x7fELG\0Daemon version 1.22', '#!/bin/sh\nDaemon version 1.22', 'MZ\0Daemon version 1.22'])(
  'says nothing about a file that is no ELF file: %j',
  (content) => {
    expect(new BinaryClassifiers([program]).classify('daemond', bufferAccess(Buffer.from(content, 'latin1')))).toEqual(
      [],
    );
  },
);
