import type { Rule } from '../rule.ts';

export const rpmPublicKey: Rule = {
  id: 'rpm-public-key',
  title:
    'An imported public key stands in the rpm database as gpg-pubkey, with no architecture and no files. Trivy and Syft list it as a package; it installs nothing.',
  applies(difference, { rpmKeys }) {
    if (difference.kind !== 'package' || difference.only !== 'theirs') return undefined;
    const { type, name, version } = difference.item;
    if (type !== 'rpm' || !rpmKeys.has(`${name} ${version}`)) return undefined;
    return `rpm: ${name} ${version} has no architecture and is a public key by its summary`;
  },
};
