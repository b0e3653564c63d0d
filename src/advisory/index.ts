// Vulnerability knowledge: feeds in, the database on disk, version ordering, and the matcher.
// `importPaths` is the only writer; everything else reads one consistent state of the database.
export * from './bundler.ts';
export { isBundle } from './bundle/is-bundle.ts';
export * from './database-status.ts';
export * from './importer.ts';
export { lifecycleFindings } from './lifecycle/lifecycle-findings.ts';
export { openLifecycle } from './lifecycle/open-lifecycle.ts';
export * from './match-packages.ts';
export { starterFolder } from './starter/starter-folder.ts';
export { withStarter } from './starter/with-starter.ts';
export { type AdvisoryDatabase, openDatabase } from './store/database.ts';
export { databaseState } from './store/database-state.ts';
export { declinedFetch, noteDeclinedFetch } from './store/declined-fetch.ts';
export { noteWantedShards } from './store/wanted-shards.ts';
export * from './updater.ts';
export * from './version/compare-versions.ts';
export * from './vex/apply-vex.ts';
export type { VexContext } from './vex/covers-product.ts';
export { parseVex } from './vex/parse-vex.ts';
export type { VexDocument, VexProduct, VexStatement } from './vex/vex-statement.ts';
