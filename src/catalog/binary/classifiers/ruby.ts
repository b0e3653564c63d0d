import type { Classifier } from '../classifier.ts';

export const ruby: Classifier = {
  id: 'ruby',
  title: 'Ruby',
  cpe: { vendor: 'ruby-lang', product: 'ruby' },
  files: ['ruby', 'ruby2*', 'ruby3*', 'ruby4*', 'libruby*.so*'],
  versions: [
    {
      anchor: ' revision ',
      before: 48,
      after: 0,
      pattern: /ruby (?<version>\d+\.\d+\.\d+(?:preview\d|rc\d|dev)?)(?:p\d+)? \(\d{4}-\d\d-\d\d revision/,
    },
  ],
};
