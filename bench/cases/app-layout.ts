import { halfOfTrivy, imageCase, seventhOfSyft } from '../image-case.ts';

/** Thousands of packages of several ecosystems on a full Debian; gzip layers. */
export const appLayout = imageCase({
  id: 'app-layout',
  title: 'a 1.4 GB application image as OCI layout with gzip layers',
  image: 'BENCH_APP_LAYOUT',
  form: 'layout',
  mostRuns: 3,
  manyEcosystems: true,
  bars: [halfOfTrivy, seventhOfSyft],
});
