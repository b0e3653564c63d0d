import type { Classifier } from '../classifier.ts';

export const imagemagick: Classifier = {
  id: 'imagemagick',
  title: 'ImageMagick',
  cpe: { vendor: 'imagemagick', product: 'imagemagick' },
  versions: [
    { anchor: 'ImageMagick ', before: 0, after: 24, pattern: /ImageMagick (?<version>[67]\.\d+\.\d+-\d+) Q\d/ },
  ],
};
