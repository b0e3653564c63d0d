import type { Classifier } from '../classifier.ts';

export const libjpegTurbo: Classifier = {
  id: 'libjpeg-turbo',
  title: 'libjpeg-turbo',
  cpe: { vendor: 'libjpeg-turbo', product: 'libjpeg-turbo' },
  versions: [{ anchor: 'libjpeg-turbo version ', pattern: /version (?<version>\d+\.\d+\.\d+) \(build \d{8}\)/ }],
};
