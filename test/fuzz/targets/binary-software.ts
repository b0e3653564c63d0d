import { binaryAnalysers } from '#catalog';
import { bufferAccess } from '#kit/stream';
import { checkFacts } from '../check-facts.ts';
import type { FuzzTarget } from '../target.ts';

const paths = ['usr/bin/python3', 'usr/sbin/redis-server', 'usr/lib/libc.so.6', 'usr/bin/curl', 'opt/java/release'];
const own = new Set(['binary-software', 'java-release']);
const analysers = binaryAnalysers.filter(({ id }) => own.has(id));

/** The texts of programs and libraries, and the file that tells a Java runtime's version. */
export const binarySoftwareTarget: FuzzTarget = {
  id: 'binary-software',
  files: ['src/catalog/binary/'],
  errors: [],
  dictionary: [
    '\x7fELF',
    '\0',
    '%.80s (%.80s) %.80s',
    '3.13.5',
    '3.9.2rc1\0',
    'redis_git_sha1:%s',
    '8.0.21778644800000000000\0',
    'GNU C Library (Debian GLIBC 2.36-9) stable release version 2.36.\n',
    '\0curl/8.14.1\0',
    ' deflate 1.3.1 Copyright 1995-2024 Jean',
    ' inflate 1.3.1 Copyright 1995-2024 Mark',
    'incorrect header check',
    'OPENSSLDIR: "',
    'built on: ',
    '\0OpenSSL 3.5.7 9 Jun 2026\0',
    'unable to close due to unfinalized statements',
    '%s at line %d of [%.10s]',
    '<!-- grammar had no start -->',
    '\x0020914\0',
    'JAVA_VERSION="17.0.12"\n',
    'OS_NAME="Linux"\n',
    'BUILD_TYPE="commercial"\n',
  ],
  seeds: () => [
    Buffer.from('\x7fELF\0%.80s (%.80s) %.80s\x003.13.5\0', 'latin1'),
    Buffer.from('\x7fELF\0redis_git_sha1:%s\x008.0.21778644800000000000\0', 'latin1'),
    Buffer.from('\x7fELF\0OPENSSLDIR: "\0built on: \0OpenSSL 3.5.7 9 Jun 2026\0', 'latin1'),
    Buffer.from('JAVA_VERSION="17.0.12"\nOS_NAME="Linux"\n'),
  ],
  run(bytes) {
    for (const path of paths) {
      for (const analyser of analysers) {
        const facts =
          analyser.randomAccess === true
            ? analyser.analyse({ path, content: bufferAccess(bytes) })
            : analyser.analyse({ path, bytes });
        checkFacts(facts);
      }
    }
  },
};
