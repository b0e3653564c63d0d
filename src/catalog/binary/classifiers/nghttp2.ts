import type { Classifier } from '../classifier.ts';

export const nghttp2: Classifier = {
  id: 'nghttp2',
  title: 'nghttp2',
  cpe: { vendor: 'nghttp2', product: 'nghttp2' },
  files: ['libnghttp2*.so*'],
  versions: [{ standalone: /^(?<version>1\.\d+\.\d+)$/ }],
  also: ['nghttp2_'],
};
