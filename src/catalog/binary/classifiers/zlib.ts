import type { Classifier } from '../classifier.ts';

/** Its two halves name it independently; zlib-ng and other replacements write other names there. */
export const zlib: Classifier = {
  id: 'zlib',
  title: 'zlib',
  cpe: { vendor: 'zlib', product: 'zlib' },
  versions: [
    {
      anchor: ' deflate 1.',
      before: 0,
      after: 64,
      pattern: / deflate (?<version>1\.\d+(?:\.\d+){0,2})(?:-\w+)? Copyright 1995-\d{4} Jean/,
    },
    {
      anchor: ' inflate 1.',
      before: 0,
      after: 64,
      pattern: / inflate (?<version>1\.\d+(?:\.\d+){0,2})(?:-\w+)? Copyright 1995-\d{4} Mark/,
    },
  ],
  also: ['incorrect header check'],
};
