import type { Classifier } from '../classifier.ts';

export const erlang: Classifier = {
  id: 'erlang',
  title: 'Erlang/OTP',
  cpe: { vendor: 'erlang', product: 'erlang/otp' },
  files: ['beam', 'beam.smp'],
  versions: [{ anchor: '[async-threads:%d]', before: 0, after: 64, pattern: /\n\0+(?<version>\d\d\.\d+(?:\.\d+)*)\0/ }],
};
