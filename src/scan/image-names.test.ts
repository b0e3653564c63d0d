import { describe, expect, test } from 'vitest';
import { imageNames } from './image-names.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const names = (kind: string, reference: string) => imageNames({ kind, reference, layers: [], notes: [] });

describe('the names of a subject', () => {
  test.each([
    ['nginx', ['nginx', 'docker.io/library/nginx:latest', 'docker.io/library/nginx']],
    ['nginx:1.25', ['nginx:1.25', 'nginx', 'docker.io/library/nginx:1.25', 'docker.io/library/nginx']],
    ['localhost:5000/team/app:1', ['localhost:5000/team/app:1', 'localhost:5000/team/app']],
    [`ghcr.io/team/app:1@${digest}`, [`ghcr.io/team/app:1@${digest}`, 'ghcr.io/team/app', 'ghcr.io/team/app:1']],
  ])('%s', (reference, expected) => {
    expect(names('registry', reference).toSorted()).toEqual(expected.toSorted());
  });

  test('a file and a folder have one', () => {
    expect(names('archive', '/tmp/a:b.tar')).toEqual(['/tmp/a:b.tar']);
  });

  test('so has an image that goes by its id alone', () => {
    expect(names('docker', digest)).toEqual([digest]);
  });
});
