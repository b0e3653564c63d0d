import type { Classifier } from '../classifier.ts';

export const tcl: Classifier = {
  id: 'tcl',
  title: 'Tcl',
  cpe: { vendor: 'tcl', product: 'tcl' },
  files: ['libtcl*.so*', 'tclsh*'],
  versions: [{ anchor: '\0tcl_patchLevel\0', before: 16, after: 0, pattern: /\0(?<version>8\.\d+\.\d+)\0tcl_/ }],
};
