import type { Classifier } from '../classifier.ts';

/** Programs that only link it print the version of its headers, but not where it was built to look for its files. */
export const openssl: Classifier = {
  id: 'openssl',
  title: 'OpenSSL',
  cpe: { vendor: 'openssl', product: 'openssl' },
  versions: [
    {
      anchor: 'OpenSSL ',
      before: 1,
      after: 32,
      pattern: /[^ -~]OpenSSL (?<version>[013]\.\d+\.\d+[a-z]{0,2})(?:-fips|\+quic)? +\d{1,2} [A-Z][a-z]{2} \d{4}\0/,
    },
  ],
  also: ['OPENSSLDIR: "', 'built on: '],
};
