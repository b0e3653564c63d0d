/** The style sheet of the page: light and dark, and readable on paper. */
export const style = `
:root { color-scheme: light dark; --line: #8884; --faint: #777; --critical: #a3123f; --high: #c4420c; --medium: #8f6a00;
  --low: #2b6cb0; --negligible: #777; --unknown: #777; --good: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --faint: #999; --critical: #ff6f91; --high: #ff9d5c; --medium: #e5c04b;
  --low: #7ab8ff; --good: #58d07a; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1.5rem; }
h1 { font-size: 1.35rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.facts, .note { color: var(--faint); overflow-wrap: anywhere; margin: .2rem 0; }
.answer { font-weight: 600; margin: 1rem 0 .3rem; } .answer.pass { color: var(--good); }
.answer.fail, .answer.unknown, .warn { color: var(--critical); }
form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: 1rem 0; }
input[type=search] { flex: 1 1 16rem; font: inherit; padding: .35rem .6rem; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; }
th, td { padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; font-weight: 600; } summary { cursor: pointer; }
dl { margin: .4rem 0 .4rem 1rem; display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; } code { font-size: .92em; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); }
.low { color: var(--low); } .negligible, .unknown { color: var(--negligible); }
[hidden] { display: none; } @media print { form { display: none; } }
`;
