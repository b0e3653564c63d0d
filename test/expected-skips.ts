/** Tests that may skip even in CI, with the reason: their oracle cannot be installed from Debian. */
export const expectedSkips: readonly { pattern: RegExp; why: string }[] = [];
