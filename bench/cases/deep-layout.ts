import { halfOfTrivy, imageCase, seventhOfSyft } from '../image-case.ts';

/** Many layers with whiteouts, opaque folders and packages that come and go; gzip layers. */
export const deepLayout = imageCase({
  id: 'deep-layout',
  title: 'a 2 GB image of 50 layers as OCI layout with gzip layers',
  image: 'BENCH_DEEP_LAYOUT',
  form: 'layout',
  mostRuns: 3,
  manyEcosystems: true,
  bars: [halfOfTrivy, seventhOfSyft],
});
