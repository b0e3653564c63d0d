import { halfOfTrivy, imageCase } from '../image-case.ts';

/** The scan that people do most: a Debian image, saved with `docker save`. */
export const debianArchive = imageCase({
  id: 'debian-archive',
  title: 'a Debian image as docker archive',
  image: 'BENCH_DEBIAN_ARCHIVE',
  form: 'archive',
  manyEcosystems: false,
  bars: [halfOfTrivy, { ...halfOfTrivy, limit: 0.7, notNegotiable: true }],
});
