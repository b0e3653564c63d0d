import type { Classifier } from '../classifier.ts';

/** The version is a number, two digits a part. */
export const libxslt: Classifier = {
  id: 'libxslt',
  title: 'libxslt',
  cpe: { vendor: 'xmlsoft', product: 'libxslt' },
  versions: [{ standalone: /^(?<major>1)(?<minor>01)(?<patch>\d\d)(?:-GIT.*)?$/ }],
  also: [' fake node libxslt\0'],
};
