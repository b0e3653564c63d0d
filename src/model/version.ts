/** The version of Seawall. A test keeps it equal to package.json, which the bundle does not carry. */
export const version = '0.1.0';
