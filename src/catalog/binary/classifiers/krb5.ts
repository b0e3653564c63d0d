import type { Classifier } from '../classifier.ts';

export const krb5: Classifier = {
  id: 'krb5',
  title: 'MIT Kerberos 5',
  cpe: { vendor: 'mit', product: 'kerberos_5' },
  versions: [{ anchor: 'KRB5_BRAND: krb5-', pattern: /krb5-(?<version>1\.\d+(?:\.\d+)?)-/ }],
};
