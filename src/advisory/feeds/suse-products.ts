/** The shards that SUSE's name for a product is about; none for products that no image says it is. */
export function shardsOfSuseProduct(product: string): string[] {
  if (product === 'openSUSE Tumbleweed') return ['opensuse-tumbleweed'];
  const leap = /^openSUSE Leap (\d+\.\d+)$/.exec(product)?.[1];
  if (leap !== undefined) return [`opensuse-leap:${leap}`];
  const [, kind, text = ''] = /^SUSE Linux Enterprise (Server|Module) (.*)$/.exec(product) ?? [];
  const release = suseRelease(text);
  if (kind === undefined || release === undefined) return [];
  // Modules of 12 are the same for all service packs.
  return kind === 'Module' && release === '12' ? twelve : [`sles:${release}`];
}

const twelve = ['', '.1', '.2', '.3', '.4', '.5'].map((pack) => `sles:12${pack}`);

/**
 * The release at the end of a product's name as os-release writes it: `15 SP5` is `15.5`, and so is `15 SP5-LTSS`, whose
 * fixes are for the same packages. Undefined for names without one, and for those with versions of their own.
 */
function suseRelease(text: string): string | undefined {
  const [, major, pack, minor] = /(?:^|\s)(1\d)(?: SP(\d)|\.(\d))?(?:-[A-Za-z][\w. -]*)?$/.exec(text) ?? [];
  if (major === undefined) return undefined;
  const suffix = pack ?? minor;
  return suffix === undefined ? major : `${major}.${suffix}`;
}
