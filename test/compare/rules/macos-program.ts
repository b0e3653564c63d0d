import type { Rule } from '../rule.ts';

export const macosProgram: Rule = {
  id: 'macos-program',
  title:
    'Syft lists what is linked into programs for macOS. They cannot run in this image, which is of Linux, and Seawall does not read them.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, paths } = difference.item;
    if (type !== 'golang' || paths.length === 0) return undefined;
    return paths.every((path) => files.read(path)?.subarray(0, 4).toString('hex') === machO)
      ? `${paths[0]} begins with the magic number of Mach-O`
      : undefined;
  },
};

/** 64 bits, little-endian. */
const machO = 'cffaedfe';
