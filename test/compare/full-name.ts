/**
 * The name of an ecosystem for a package, from its purl. Operating-system packages and standalone programs have no
 * namespace in their names, and keep the one that the tool gives.
 */
export function fullName(
  { type, namespace, name }: { type: string; namespace?: string; name: string },
  given: string,
): string {
  if (type === 'maven') return namespace === undefined ? name : `${namespace}:${name}`;
  return type === 'npm' || type === 'golang' || type === 'composer'
    ? [namespace, name].filter((part) => part !== undefined).join('/')
    : given;
}
