import type { Classifier } from '../classifier.ts';

/** The version is a number, two digits a part. */
export const libxml2: Classifier = {
  id: 'libxml2',
  title: 'libxml2',
  cpe: { vendor: 'xmlsoft', product: 'libxml2' },
  versions: [
    { standalone: /^(?<major>2)(?<minor>\d\d)(?<patch>\d\d)(?:-GIT.*)?$/ },
    // Numbers right before it may look like signs: `::20914` in Debian 12.
    { standalone: /^[^\w.]{1,3}(?<major>2)(?<minor>\d\d)(?<patch>\d\d)(?:-GIT.*)?$/ },
  ],
  also: ['<!-- grammar had no start -->'],
};
