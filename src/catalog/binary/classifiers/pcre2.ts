import type { Classifier } from '../classifier.ts';

/** Followed by the date of the release. */
export const pcre2: Classifier = {
  id: 'pcre2',
  title: 'PCRE2',
  cpe: { vendor: 'pcre', product: 'pcre2' },
  versions: [{ standalone: /^(?<version>10\.\d+) \d{4}-\d\d-\d\d$/ }],
  also: ['BSR_ANYCRLF)', 'BSR_UNICODE)'],
};
