import type { Classifier } from '../classifier.ts';

export const node: Classifier = {
  id: 'node',
  title: 'Node.js',
  cpe: { vendor: 'nodejs', product: 'node.js' },
  files: ['node', 'nodejs', 'libnode.so*'],
  versions: [{ anchor: 'node.js/v', pattern: /node\.js\/v(?<version>\d+\.\d+\.\d+)\0/ }],
};
