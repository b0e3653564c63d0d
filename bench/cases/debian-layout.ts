import { halfOfTrivy, imageCase } from '../image-case.ts';

/** The same with gzip layers, as registries have them; decompressing is most of the work there. */
export const debianLayout = imageCase({
  id: 'debian-layout',
  title: 'a Debian image as OCI layout with gzip layers',
  image: 'BENCH_DEBIAN_LAYOUT',
  form: 'layout',
  manyEcosystems: false,
  bars: [
    halfOfTrivy,
    { ...halfOfTrivy, limit: 0.7, notNegotiable: true },
    { side: 'seawall cold', figure: 'wall', limit: 1.5, bound: 'at most', relativeTo: 'gunzip' },
  ],
});
