import { halfOfTrivy, imageCase, seventhOfSyft } from '../image-case.ts';

/** Many layers with whiteouts, opaque folders and packages that come and go. */
export const deepArchive = imageCase({
  id: 'deep-archive',
  title: 'a 2 GB image of 50 layers as docker archive',
  image: 'BENCH_DEEP_ARCHIVE',
  form: 'archive',
  mostRuns: 3,
  manyEcosystems: true,
  bars: [halfOfTrivy, seventhOfSyft],
});
