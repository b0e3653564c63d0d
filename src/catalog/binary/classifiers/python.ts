import type { Classifier } from '../classifier.ts';

/** 3.2.0 stands in every Python: it is the Unicode database that its `idna` codec needs. */
export const python: Classifier = {
  id: 'python',
  title: 'CPython',
  cpe: { vendor: 'python', product: 'python' },
  files: ['python', 'python2*', 'python3*', 'libpython*.so*'],
  versions: [{ standalone: /^(?<version>(?!3\.2\.0$)[23]\.\d+\.\d+(?:(?:a|b|rc)\d+)?)\+?$/ }],
  also: ['%.80s (%.80s) %.80s'],
};
