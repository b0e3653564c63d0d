import type { Classifier } from '../classifier.ts';

export const postgresql: Classifier = {
  id: 'postgresql',
  title: 'PostgreSQL',
  cpe: { vendor: 'postgresql', product: 'postgresql' },
  files: ['postgres', 'psql', 'pg_dump'],
  versions: [
    { anchor: 'postgres (PostgreSQL) ', pattern: /\) (?<version>\d+(?:\.\d+){1,2})/ },
    { anchor: 'psql (PostgreSQL) ', pattern: /\) (?<version>\d+(?:\.\d+){1,2})/ },
    { anchor: 'pg_dump (PostgreSQL) ', pattern: /\) (?<version>\d+(?:\.\d+){1,2})/ },
  ],
};
