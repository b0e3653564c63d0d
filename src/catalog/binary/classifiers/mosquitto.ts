import type { Classifier } from '../classifier.ts';

export const mosquitto: Classifier = {
  id: 'mosquitto',
  title: 'Eclipse Mosquitto',
  cpe: { vendor: 'eclipse', product: 'mosquitto' },
  files: ['mosquitto'],
  versions: [{ anchor: '\0mosquitto version %s', before: 16, after: 0, pattern: /\0(?<version>\d+\.\d+\.\d+)\0mosq/ }],
};
