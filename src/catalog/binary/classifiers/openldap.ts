import type { Classifier } from '../classifier.ts';

export const openldap: Classifier = {
  id: 'openldap',
  title: 'OpenLDAP slapd',
  cpe: { vendor: 'openldap', product: 'openldap' },
  files: ['slapd', 'slapadd', 'slapcat', 'slaptest', 'slapschema'],
  versions: [{ anchor: '$OpenLDAP: slapd ', pattern: /slapd (?<version>\d+\.\d+\.\d+)/ }],
};
