import type { Classifier } from '../classifier.ts';

export const libyaml: Classifier = {
  id: 'libyaml',
  title: 'LibYAML',
  cpe: { vendor: 'pyyaml', product: 'libyaml' },
  files: ['libyaml*.so*'],
  versions: [{ standalone: /^(?<version>0\.[12]\.\d+)$/ }],
  also: ['did not find expected <document start>'],
};
