import { posix } from 'node:path';
import type { Rule } from '../rule.ts';

export const goToolchainFile: Rule = {
  id: 'go-toolchain-file',
  title:
    'Syft lists the file VERSION of a Go tool chain as a program of its own. Seawall lists that version as the standard library, which is what advisories name, from the build information of its programs.',
  applies(difference, { files, ours }) {
    if (difference.kind !== 'package' || difference.peer !== 'Syft' || difference.only !== 'theirs') return undefined;
    const { type, name, version, paths } = difference.item;
    const [path = ''] = paths;
    if (type !== 'generic' || name !== 'go' || posix.basename(path) !== 'VERSION') return undefined;
    const program = `${posix.dirname(path)}/bin/go`;
    const listed = ours.packages.get(`golang stdlib ${version}`)?.paths.includes(program) === true;
    if (!listed || !files.text(path)?.startsWith(`go${version}`)) return undefined;
    return `${path} says go${version}; Seawall lists stdlib ${version} at ${program}`;
  },
};
