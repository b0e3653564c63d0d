import type { Rule } from '../rule.ts';

export const goMainModuleAndStandardLibrary: Rule = {
  id: 'go-main-module-and-standard-library',
  title:
    'Trivy lists neither the main module of a Go program nor the standard library that is linked into it. Both stand in its build information; advisories about the standard library name versions of Go.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.peer !== 'Trivy' || difference.only !== 'ours') return undefined;
    const { type, name, version, paths } = difference.item;
    const [path] = paths;
    const bytes = path === undefined ? undefined : files.read(path);
    if (type !== 'golang' || path === undefined || bytes === undefined) return undefined;
    const line = name === 'stdlib' ? `go${version}` : `mod\t${name}\t${version === '' ? '(devel)' : `v${version}`}`;
    return bytes.includes(line) ? `${path} has '${line.replaceAll('\t', ' ')}' in its build information` : undefined;
  },
};
