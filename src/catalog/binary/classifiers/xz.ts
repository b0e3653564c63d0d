import type { Classifier } from '../classifier.ts';

export const xz: Classifier = {
  id: 'xz',
  title: 'XZ Utils',
  cpe: { vendor: 'tukaani', product: 'xz' },
  files: ['xz', 'lzmainfo', 'xzdec', 'liblzma*.so*'],
  versions: [
    { anchor: ' (XZ Utils) ', pattern: /\(XZ Utils\) (?<version>5\.\d+\.\d+(?:alpha|beta)?)\0/ },
    { standalone: /^(?<version>5\.\d+\.\d+(?:alpha|beta)?)$/ },
  ],
};
