import { halfOfTrivy, imageCase, seventhOfSyft } from '../image-case.ts';

/** Thousands of packages of several ecosystems on a full Debian. */
export const appArchive = imageCase({
  id: 'app-archive',
  title: 'a 1.4 GB application image as docker archive',
  image: 'BENCH_APP_ARCHIVE',
  form: 'archive',
  mostRuns: 3,
  manyEcosystems: true,
  bars: [halfOfTrivy, seventhOfSyft],
});
