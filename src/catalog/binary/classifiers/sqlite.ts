import type { Classifier } from '../classifier.ts';

export const sqlite: Classifier = {
  id: 'sqlite',
  title: 'SQLite',
  cpe: { vendor: 'sqlite', product: 'sqlite' },
  versions: [{ standalone: /^(?<version>3\.\d{1,2}\.\d{1,2}(?:\.\d)?)$/ }],
  also: ['unable to close due to unfinalized statements', '%s at line %d of [%.10s]'],
};
