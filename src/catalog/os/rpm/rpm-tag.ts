/** Numbers of the header tags that are read (rpm, include/rpm/rpmtag.h). */
export const rpmTag = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  license: 1014,
  arch: 1022,
  /** Whole paths, in packages older than rpm 4.0. */
  oldFileNames: 1027,
  fileStates: 1029,
  fileDigests: 1035,
  fileFlags: 1037,
  sourceRpm: 1044,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  fileDigestAlgorithm: 5011,
  modularityLabel: 5096,
} as const;
