import type { Classifier } from '../classifier.ts';

export const ffmpeg: Classifier = {
  id: 'ffmpeg',
  title: 'FFmpeg',
  cpe: { vendor: 'ffmpeg', product: 'ffmpeg' },
  versions: [{ anchor: 'FFmpeg version ', pattern: /version n?(?<version>\d+\.\d+(?:\.\d+)?)\b/ }],
};
