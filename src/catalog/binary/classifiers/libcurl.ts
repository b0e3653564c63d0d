import type { Classifier } from '../classifier.ts';

/** The name that it gives a dictionary server; a program that uses it never says that. */
export const libcurl: Classifier = {
  id: 'libcurl',
  title: 'libcurl',
  cpe: { vendor: 'haxx', product: 'libcurl' },
  versions: [
    { anchor: 'CLIENT libcurl ', pattern: /libcurl (?<version>\d+\.\d+\.\d+)\r\n/ },
    { anchor: 'libcurl/', before: 1, after: 16, pattern: /[^ -~]libcurl\/(?<version>\d+\.\d+\.\d+)\0/ },
  ],
  also: ['Send failure: '],
};
