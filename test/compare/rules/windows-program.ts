import type { Rule } from '../rule.ts';

export const windowsProgram: Rule = {
  id: 'windows-program',
  title:
    'Syft lists Windows programs that a package carries along by the title in their resources. They are files of that package, belong to no ecosystem, and cannot run in this image.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, paths } = difference.item;
    if (type !== 'binary' || paths.length === 0 || !paths.every((path) => isWindowsProgram(files.read(path))))
      return undefined;
    return `${paths[0]} begins with MZ and has a PE header`;
  },
};

function isWindowsProgram(bytes: Buffer | undefined): boolean {
  if (bytes === undefined || bytes.length < 64 || bytes.toString('latin1', 0, 2) !== 'MZ') return false;
  const header = bytes.readUInt32LE(0x3c);
  return header + 4 <= bytes.length && bytes.toString('latin1', header, header + 4) === 'PE\0\0';
}
