// SQLite through node:sqlite: opening with the pragmas that several processes need, and migrations.
export * from './open-database.ts';
