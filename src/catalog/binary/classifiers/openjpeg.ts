import type { Classifier } from '../classifier.ts';

export const openjpeg: Classifier = {
  id: 'openjpeg',
  title: 'OpenJPEG',
  cpe: { vendor: 'uclouvain', product: 'openjpeg' },
  files: ['libopenjp2*.so*'],
  versions: [{ standalone: /^(?<version>2\.\d+\.\d+)$/ }],
};
