import type { Dialect } from './dialect.ts';
import { seawallDialect } from './dialect-seawall.ts';
import { syftDialect } from './dialect-syft.ts';
import { trivyDialect } from './dialect-trivy.ts';

/** Every tool whose own words are understood; what a later one says beats what an earlier one says. */
export const dialects: readonly Dialect[] = [syftDialect, trivyDialect, seawallDialect];
