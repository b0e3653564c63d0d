import type { Classifier } from '../classifier.ts';

export const openjdk: Classifier = {
  id: 'openjdk',
  title: 'OpenJDK HotSpot',
  cpe: { vendor: 'oracle', product: 'openjdk' },
  files: ['libjvm.so'],
  versions: [
    {
      anchor: 'OpenJDK 64-Bit Server VM (',
      before: 0,
      after: 40,
      pattern: /VM \((?<version>\d+(?:\.\d+)*)(?:-ea)?\+\d+/,
    },
  ],
};
