/** Debian code names and release numbers, from the first with security support in the tracker to the announced ones. */
export const debianReleases: readonly (readonly [codename: string, version: string])[] = [
  ['squeeze', '6'],
  ['wheezy', '7'],
  ['jessie', '8'],
  ['stretch', '9'],
  ['buster', '10'],
  ['bullseye', '11'],
  ['bookworm', '12'],
  ['trixie', '13'],
  ['forky', '14'],
  ['duke', '15'],
  ['sid', 'sid'],
];

const versions = new Map(debianReleases);

/** `12` for `bookworm`; the name itself when the table does not know it, so that its data is kept. */
export function debianVersionOf(codename: string): string {
  return versions.get(codename) ?? codename;
}
