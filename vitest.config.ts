import { defineConfig } from 'vitest/config';

/** Unit and integration tests stand beside the code; the end-to-end suites have their own runner (`npm run e2e`). */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
