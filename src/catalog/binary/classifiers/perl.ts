import type { Classifier } from '../classifier.ts';

/** The version of the extension interface stands beside it as another one, which always ends in `.0`. */
export const perl: Classifier = {
  id: 'perl',
  title: 'Perl',
  cpe: { vendor: 'perl', product: 'perl' },
  files: ['perl', 'perl5*', 'libperl.so*'],
  versions: [{ standalone: /^v(?<version>5\.\d+\.[1-9]\d*)$/ }, { standalone: /^v(?<version>5\.\d+\.0)$/ }],
  also: ['PERL5LIB', 'PERL5OPT'],
};
