/** The style of the HTML report: light and dark, from a telephone to paper. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --panel: #ffffff; --ink: #1c1d20; --muted: #5c5f66; --line: #dcdad4; --sunk: #f3f1ec;
  --good: #17643a; --good-paper: #e6f2ea; --bad: #a3241b; --bad-paper: #fbe9e6; --warn: #755000; --warn-paper: #faf0d7;
  --link: #1c55a0; --buy: #2f6fb7; --sell: #c1611f; --mark: #fde9a8; --focus: #1c55a0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #141518; --panel: #1c1e22; --ink: #e9e7e2; --muted: #a3a6ad; --line: #34373d; --sunk: #24262b;
    --good: #7ccf9b; --good-paper: #14281c; --bad: #ff9d92; --bad-paper: #331916; --warn: #e6bd62; --warn-paper: #2d2412;
    --link: #8fb8f2; --buy: #5b97dc; --sell: #dd8544; --mark: #5a4708; --focus: #8fb8f2;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
.wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
main.wrap { padding-bottom: 4rem; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 0; font-weight: 650; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; padding-bottom: .4rem; border-bottom: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
h4 { font-size: .95rem; margin: 1.5rem 0 .5rem; }
h5 { font-size: .85rem; margin: 0 0 .5rem; color: var(--muted); font-weight: 600; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); text-underline-offset: .15em; }
code, pre, .id { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
pre { margin: 0; white-space: pre-wrap; }
small { color: var(--muted); font-size: .82em; }
ul, ol { padding-left: 1.25rem; margin: .5rem 0; }
mark { background: var(--mark); color: inherit; border-radius: 2px; padding: .05em .15em; box-shadow: inset 0 -.12em 0 var(--sell); -webkit-box-decoration-break: clone; box-decoration-break: clone; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }

.verdict { border-bottom: 1px solid var(--line); padding: 1.25rem 0 2rem; background: var(--tint); --tone: var(--muted); --tint: var(--sunk); }
.verdict.good { --tone: var(--good); --tint: var(--good-paper); }
.verdict.bad { --tone: var(--bad); --tint: var(--bad-paper); }
.verdict.warn { --tone: var(--warn); --tint: var(--warn-paper); }
.verdict .brand { display: flex; align-items: center; gap: .5rem; margin: 0 0 2.25rem; font-size: .9rem; color: var(--ink); }
.brand svg { width: 1.35rem; height: 1.35rem; flex: none; }
.brand .stone { fill: var(--ink); }
.brand .streak { stroke: #d9a520; }
.verdict h1 { font-size: 1.05rem; font-weight: 500; }
.verdict h1 strong { display: block; color: var(--tone); font-size: clamp(1.9rem, 6vw, 3.1rem); font-weight: 750; letter-spacing: -.02em; line-height: 1.1; margin-bottom: .35rem; }
.verdict p { margin: .75rem 0 0; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.25rem, 1fr)); gap: .75rem 1.25rem; margin: 1.75rem 0 0; }
.counts div { border-top: 2px solid var(--edge, var(--line)); padding-top: .4rem; }
.counts dt { font-size: .88rem; }
.counts dd { margin: 0; }
.counts .n { font-size: 1.6rem; font-weight: 650; line-height: 1.2; display: block; }
.counts .zero .n { color: var(--muted); font-weight: 400; }
.counts .good { --edge: var(--good); } .counts .bad { --edge: var(--bad); } .counts .warn { --edge: var(--warn); }
.counts .good .n { color: var(--good); } .counts .bad .n { color: var(--bad); } .counts .warn .n { color: var(--warn); }
.counts div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }

nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; padding: 0; margin: 1.25rem 0 0; font-size: .92rem; }
.about { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin: 0; }
.about dt { color: var(--muted); } .about dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { overflow-wrap: break-word; text-align: right; padding: .5rem .6rem; border-bottom: 1px solid var(--line); vertical-align: baseline; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--muted); font-weight: 500; font-size: .85rem; }
.options { margin: .75rem 0; }
.options ul, .lines { list-style: none; padding: 0; margin: .5rem 0; font-size: .9rem; }
.options ul { columns: 20rem; }
.options li, .lines li { break-inside: avoid; padding: .15rem 0; }
details > summary { cursor: pointer; }
.group { border: 1px solid var(--line); border-radius: 8px; background: var(--panel); padding: .7rem 1rem; margin: .6rem 0; }

.filter { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: 0 0 1rem; font-size: .9rem; }
.filter[hidden] { display: none; }
.filter label { display: grid; gap: .25rem; color: var(--muted); }
.filter output { padding: .45rem 0; color: var(--muted); }
input, select, button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--muted); border-radius: 6px; padding: .4rem .65rem; min-height: 2.5rem; max-width: 100%; }
button { cursor: pointer; } button:hover:not(:disabled) { border-color: var(--ink); background: var(--sunk); }
button:disabled { color: var(--muted); border-color: var(--line); cursor: default; }
.clauses { list-style: none; padding: 0; margin: 0; }
.clauses li { display: grid; grid-template-columns: 4.5rem 1fr auto; gap: .15rem 1rem; padding: .75rem 0; border-bottom: 1px solid var(--line); }
.clauses li[hidden] { display: none; }
.clauses .id { font-weight: 650; }
.clauses p { grid-column: 2 / 4; margin: 0; }
.clauses .evidence { grid-column: 2 / 4; color: var(--muted); font-size: .88rem; }
.status { font-size: .82rem; font-weight: 600; white-space: nowrap; color: var(--muted); }
.status.kept { color: var(--good); } .status.broken { color: var(--bad); }

.failure { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 8px; background: var(--panel); padding: 0 1.1rem; margin: .6rem 0; }
.known .failure { border-left-color: var(--warn); }
.failure[open] { padding-bottom: 1.25rem; }
.failure > summary { padding: .7rem 0; }
.failure .comment { color: var(--muted); margin-top: 0; }
.failure .clause { border-left: 3px solid var(--line); padding-left: .8rem; }
.findings { color: var(--bad); padding-left: 1.1rem; }
.params { font-size: .9rem; color: var(--muted); }
.player { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.controls { display: flex; align-items: center; justify-content: space-between; gap: .75rem; padding: .6rem .75rem; border-bottom: 1px solid var(--line); background: var(--sunk); }
.controls[hidden] { display: none; }
.controls output { font-size: .92rem; font-weight: 600; text-align: center; white-space: nowrap; }
.controls button { white-space: nowrap; }
.events { margin: 0; padding: 0; list-style: none; counter-reset: event; max-height: 22rem; overflow: auto; }
.events li { counter-increment: event; border-bottom: 1px solid var(--line); display: flex; }
.events li::before { content: counter(event); flex: none; width: 2.75rem; padding: .5rem .5rem .5rem 0; text-align: right; color: var(--muted); font-size: .86rem; }
.events a, .events li > code { flex: 1; min-width: 0; padding: .5rem .75rem .5rem .5rem; color: inherit; text-decoration: none; border-left: 4px solid transparent; }
.events code { white-space: pre-wrap; }
.events a:hover { background: var(--sunk); }
.events a:focus-visible { outline-offset: -3px; }
.events a[aria-current] { background: var(--sunk); border-left-color: var(--link); font-weight: 650; }
.events strong { color: var(--bad); font-size: .82rem; font-weight: 600; white-space: nowrap; }
.moments { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17.5rem, 100%), 1fr)); }
.moment { padding: 1rem; min-width: 0; border-right: 1px solid var(--line); border-bottom: 1px solid var(--line); margin: 0 -1px -1px 0; }
.moment.shown h5 { color: var(--bad); }
.value { font-size: .9rem; margin: .4rem 0; display: flex; gap: .6rem; align-items: baseline; }
.value > span { color: var(--muted); font-size: .9em; flex: none; min-width: 4.75rem; }
.value.long { display: block; } .value.long > span { display: block; }
.depth { display: block; width: 100%; max-width: 24rem; height: auto; margin: .75rem auto; font-size: 12px; }
.depth text { fill: var(--ink); } .depth .head text { fill: var(--muted); font-size: 11px; }
.depth .buys { fill: var(--buy); } .depth .sells { fill: var(--sell); }
.depth .before { fill: none; stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 2; }
.depth .changed { font-weight: 700; }
.automaton { --integrity-accept: var(--good); --integrity-reject: var(--bad); --integrity-paper: var(--paper); }
.automaton svg { display: block; width: 100%; height: auto; }
.arrows { list-style: none; padding: 0; columns: 20rem; column-gap: 2rem; font-size: .86rem; }
.arrows li { display: flex; gap: .6rem; align-items: baseline; padding: .2rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.arrows b { white-space: nowrap; } .arrows span { flex: 1; min-width: 0; } .arrows .n { font-style: normal; font-weight: 600; }
.arrows .none, .arrows .none .n { color: var(--muted); font-style: normal; font-weight: 400; }
.none { color: var(--muted); font-size: .9rem; font-style: italic; }
.book { padding: 0; list-style: none; font-size: .9rem; border-top: 1px solid var(--line); margin: .75rem 0; }
.book li { padding: .25rem 0; border-bottom: 1px solid var(--line); }
.book mark small { color: inherit; }
.book del { color: var(--muted); }
.differences { list-style: none; padding: 0; margin: 0 0 1rem; }
.differences li { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; padding: .35rem 0; border-bottom: 1px solid var(--line); font-size: .9rem; }
.differences .where { min-width: 15rem; }
.differences span { color: var(--muted); }
.expected { color: var(--good); font-weight: 600; } .actual { color: var(--bad); font-weight: 600; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: .75rem; }
.sides > div { background: var(--sunk); border-radius: 6px; padding: .75rem .9rem; min-width: 0; }
.command { background: var(--sunk); border-radius: 6px; padding: .65rem .9rem; }
footer { border-top: 1px solid var(--line); color: var(--muted); font-size: .88rem; padding: 1.25rem 0 3rem; }

@media screen {
  .js .moment { display: none; }
  .js .role:not(:empty) + .when { display: none; }
  .js .moment.on { display: block; }
}
@media screen and (max-width: 48rem) {
  .wrap { padding: 0 1rem; }
  .automaton { display: none; }
  h2 { margin-top: 2.25rem; }
  .counts { grid-template-columns: 1fr 1fr; }
  .about { grid-template-columns: 1fr; gap: 0; } .about dd { margin-bottom: .6rem; }
  .table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .table tr { display: grid; grid-template-columns: 1fr 1fr; gap: .15rem 1rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .table th, .table td { border: 0; padding: 0; text-align: left; }
  .table th:first-child { grid-column: 1 / 3; }
  .table td::before { content: attr(data-label) " "; color: var(--muted); }
  .clauses li { grid-template-columns: 1fr auto; }
  .clauses .title, .clauses p, .clauses .evidence { grid-column: 1 / 3; }
  .clauses .id { grid-row: 1; } .clauses .status { grid-row: 1; grid-column: 2; }
  .failure { padding: 0 .75rem; }
  .events li::before { width: 2rem; }
  .controls { padding: .5rem; gap: .4rem; } .controls button { padding: .4rem .55rem; font-size: .9rem; }
  .moment { padding: .85rem .75rem; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --panel: #fff; --ink: #000; --muted: #444; --line: #bbb; --sunk: #f4f4f4; --good: #17643a; --bad: #a3241b; --warn: #755000; --good-paper: #fff; --bad-paper: #fff; --warn-paper: #fff; --link: #000; --buy: #2f6fb7; --sell: #c1611f; --mark: #fde9a8; }
  body { font-size: 10.5pt; }
  nav, .controls, .filter, .role { display: none; }
  .events { max-height: none; }
  .moment, .clauses li, .differences li { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  svg rect, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`
