const maxRemembered = 20_000;

/** The same function with its answers kept: a version is parsed once, however many ranges it is compared with. */
export function remember<T>(parse: (version: string) => T): (version: string) => T {
  const known = new Map<string, T>();
  return (version) => {
    const answer = known.get(version);
    if (answer !== undefined || known.has(version)) return answer as T;
    const made = parse(version);
    // Emptied as a whole: what is still in use comes back at the next question.
    if (known.size >= maxRemembered) known.clear();
    known.set(version, made);
    return made;
  };
}
