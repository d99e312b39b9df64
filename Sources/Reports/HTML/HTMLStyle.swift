/// The page's own style: light and dark, wide and narrow, and on paper.
enum HTMLStyle {
  static let text: StaticString = """

    :root {
      --page: #f6f7f9; --card: #ffffff; --ink: #1b2430; --dim: #5d6978; --line: #dfe3e9;
      --accent: #0b5cad; --track: #e9ecf1; --code: #eef1f5; --focus: #0b5cad;
      --good: #18794e; --good-back: #e7f5ee; --warn: #8a5a00; --warn-back: #fdf3dc;
      --bad: #b3123f; --bad-back: #fdebef; --unsure: #4c5a6b; --unsure-back: #edf0f4;
      --critical: #9c1050; --high: #cc3a1c; --medium: #c27c04; --low: #2b76b5;
      --negligible: #748091; --unknown: #8d97a4; --on: #ffffff;
      color-scheme: light;
    }
    @media (prefers-color-scheme: dark) {
      :root:not([data-theme="light"]) {
        --page: #10151c; --card: #19202a; --ink: #e5eaf1; --dim: #96a3b3; --line: #2c3642;
        --accent: #6cb2f7; --track: #28323e; --code: #232c37; --focus: #6cb2f7;
        --good: #58c48f; --good-back: #12291f; --warn: #e7b557; --warn-back: #2e2612;
        --bad: #ff7d97; --bad-back: #341821; --unsure: #b3bfcc; --unsure-back: #222b36;
        --critical: #e0539a; --high: #f0714f; --medium: #e3a73c; --low: #5aa7e6;
        --negligible: #8b98a8; --unknown: #76818e; --on: #10151c;
        color-scheme: dark;
      }
    }
    :root[data-theme="dark"] {
      --page: #10151c; --card: #19202a; --ink: #e5eaf1; --dim: #96a3b3; --line: #2c3642;
      --accent: #6cb2f7; --track: #28323e; --code: #232c37; --focus: #6cb2f7;
      --good: #58c48f; --good-back: #12291f; --warn: #e7b557; --warn-back: #2e2612;
      --bad: #ff7d97; --bad-back: #341821; --unsure: #b3bfcc; --unsure-back: #222b36;
      --critical: #e0539a; --high: #f0714f; --medium: #e3a73c; --low: #5aa7e6;
      --negligible: #8b98a8; --unknown: #76818e; --on: #10151c;
      color-scheme: dark;
    }
    *, *::before, *::after { box-sizing: border-box; }
    html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 82rem; padding: 1.5rem clamp(0.8rem, 3vw, 2.5rem) 3rem;
      background: var(--page); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1, h2, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
    ul, ol { list-style: none; }
    h1 { font-size: 1.35rem; line-height: 1.25; }
    h2 { font-size: 1.1rem; margin: 2.2rem 0 0.7rem; }
    a { color: var(--accent); }
    code { font: 0.86em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
    h1, code, b, .title, .do, .label, td, dd { unicode-bidi: isolate; }
    :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    :root:not(.js) .needs-js { display: none; }
    .dim { color: var(--dim); }

    .top { display: flex; align-items: center; gap: 0.9rem; }
    .top .name { flex: 1; min-width: 0; }
    .mark { width: 3.3rem; flex: none; fill: none; stroke: var(--accent); stroke-width: 3.4; }
    .sub { color: var(--dim); font-size: 0.9rem; }
    .sub span:not(:last-of-type)::after { content: "·"; margin: 0 0.45em; }
    .sub code { display: block; }
    .sub .whole { white-space: nowrap; }
    .verdict {
      padding: 0.25rem 0.8rem; border-radius: 2rem; font-weight: 650; border: 1.5px solid;
    }
    .verdict.passed { color: var(--good); background: var(--good-back); }
    .verdict.denied { color: var(--bad); background: var(--bad-back); }
    #theme {
      width: 2.3rem; height: 2.3rem; border-radius: 50%; border: 1px solid var(--line);
      background: var(--card); color: var(--ink); font-size: 1.1rem; line-height: 1; cursor: pointer;
    }

    .answer {
      display: flex; gap: 1rem; align-items: flex-start; margin-top: 1.2rem; padding: 1rem 1.2rem;
      border-radius: 0.8rem; border: 1px solid var(--line); border-left: 0.4rem solid;
    }
    .answer .sign {
      flex: none; width: 2.4rem; height: 2.4rem; border-radius: 50%; border: 2.5px solid;
      display: grid; place-items: center; font-size: 1.3rem; font-weight: 750;
    }
    .answer p, .answer ul { color: var(--ink); }
    .answer .headline { font-size: 1.2rem; font-weight: 650; line-height: 1.35; }
    .answer ul { list-style: disc; padding-left: 1.2rem; margin-top: 0.3rem; }
    .answer.good { color: var(--good); background: var(--good-back); }
    .answer.warn { color: var(--warn); background: var(--warn-back); }
    .answer.bad { color: var(--bad); background: var(--bad-back); }
    .answer.unknown {
      color: var(--unsure); border-style: dashed; border-left-style: solid;
      background: repeating-linear-gradient(
        -45deg, var(--unsure-back) 0 14px, var(--card) 14px 28px);
    }

    .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.7rem; margin-top: 0.9rem; }
    .facts li { background: var(--card); border: 1px solid var(--line); border-radius: 0.7rem; padding: 0.6rem 0.9rem; }
    .facts a { display: block; color: inherit; text-decoration: none; }
    .facts a:hover span { text-decoration: underline; }
    .facts b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .facts span { color: var(--dim); font-size: 0.86rem; }
    .facts .none b { color: var(--dim); font-weight: 500; }
    .facts .hot b { color: var(--bad); }
    .facts .gap b { color: var(--warn); }
    .facts .fixable b { color: var(--good); }

    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0.9rem; margin-top: 0.9rem; }
    figure { background: var(--card); border: 1px solid var(--line); border-radius: 0.8rem; padding: 0.9rem 1.1rem; }
    figcaption { font-weight: 650; margin-bottom: 0.6rem; display: flex; justify-content: space-between; align-items: baseline; }
    figcaption small { color: var(--dim); font-weight: 400; }
    .row { display: grid; grid-template-columns: 5.6rem 1fr 3.2rem; align-items: center; gap: 0.6rem; font-size: 0.88rem; line-height: 1.8; }
    .row.package { grid-template-columns: minmax(0, 10rem) 1fr 3.2rem; }
    .row .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .row .count { text-align: right; font-variant-numeric: tabular-nums; }
    .bar { width: 100%; height: 0.75rem; border-radius: 0.2rem; display: block; }
    .track { fill: var(--track); }
    .solid { fill: var(--tone, var(--accent)); }
    .pale { fill: var(--tone, var(--accent)); opacity: 0.4; }
    .critical { --tone: var(--critical); } .high { --tone: var(--high); }
    .medium { --tone: var(--medium); } .low { --tone: var(--low); }
    .negligible { --tone: var(--negligible); } .unknown { --tone: var(--unknown); }
    .ring { display: flex; align-items: center; gap: 1.2rem; }
    .ring svg { width: 9rem; flex: none; }
    .ring circle { fill: none; stroke-width: 5; }
    .ring text { text-anchor: middle; font-size: 7px; font-weight: 650; fill: var(--ink); }
    .ring text.small { font-size: 3.4px; font-weight: 400; fill: var(--dim); }
    .part0 { --part: var(--good); } .part1 { --part: var(--medium); }
    .part2 { --part: var(--bad); } .part3 { --part: var(--negligible); }
    circle.part0, circle.part1, circle.part2, circle.part3 { stroke: var(--part); }
    .legend li { font-size: 0.9rem; line-height: 1.8; }
    .legend li::before {
      content: ""; display: inline-block; width: 0.7rem; height: 0.7rem; border-radius: 0.2rem;
      background: var(--part); margin-right: 0.5rem;
    }

    .chip {
      display: inline-block; padding: 0.05rem 0.55rem; border-radius: 1rem; font-size: 0.8rem; font-weight: 600;
      line-height: 1.5; white-space: nowrap; background: var(--tone); color: var(--on); border: 1px solid transparent;
    }
    .chip.negligible, .chip.unknown, .chip.plain { background: transparent; color: var(--dim); border-color: var(--line); }
    .chip.hot { background: var(--bad-back); color: var(--bad); border-color: var(--bad); }

    .todo { counter-reset: step; display: grid; gap: 0.5rem; }
    .todo > li { background: var(--card); border: 1px solid var(--line); border-radius: 0.7rem; counter-increment: step; }
    .todo > li.remove { border-color: var(--bad); }
    .todo > li.none, .todo > li.disregard { background: transparent; }
    .todo summary { display: flex; gap: 0.8rem; align-items: center; padding: 0.55rem 1rem; cursor: pointer; list-style: none; }
    .todo summary::-webkit-details-marker { display: none; }
    .todo summary::before {
      content: counter(step); flex: none; min-width: 1.7rem; height: 1.7rem; border-radius: 50%; display: grid; place-items: center;
      background: var(--code); font-size: 0.82rem; font-weight: 650;
    }
    .todo .do { flex: 1; font-weight: 550; }
    .todo .none .do, .todo .disregard .do { font-weight: 400; color: var(--dim); }
    .todo .chips { display: flex; flex-wrap: wrap; gap: 0.3rem; justify-content: flex-end; }
    .todo details[open] summary { border-bottom: 1px solid var(--line); }
    .steps { padding: 0.7rem 1rem 0 3.5rem; }
    .names { padding: 0.7rem 1rem 0.8rem 3.5rem; font-size: 0.9rem; }
    .names a { margin-right: 0.5rem; color: var(--tone); }
    .fix { color: var(--good); font-weight: 600; }

    .controls { display: flex; flex-wrap: wrap; gap: 0.6rem 0.9rem; align-items: center; margin-bottom: 0.7rem; }
    #search {
      flex: 1 1 16rem; padding: 0.5rem 0.8rem; font: inherit; color: inherit; background: var(--card);
      border: 1px solid var(--line); border-radius: 0.6rem;
    }
    .filters { display: flex; flex-wrap: wrap; gap: 0.35rem 0.5rem; align-items: center; }
    .filters .chip { font: inherit; font-size: 0.82rem; font-weight: 600; cursor: pointer; }
    .filters .chip[aria-pressed="false"] { background: transparent; color: var(--dim); border-color: var(--line); text-decoration: line-through; }
    .filters label { font-size: 0.88rem; margin-left: 0.3rem; white-space: nowrap; }
    #shown { color: var(--dim); font-size: 0.88rem; font-variant-numeric: tabular-nums; }

    .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 0.8rem; }
    table { width: 100%; border-collapse: collapse; font-size: 0.93rem; }
    th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.8rem; border-bottom: 1px solid var(--line); }
    tbody tr:last-child td { border-bottom: 0; }
    th { color: var(--dim); font-size: 0.82rem; font-weight: 600; white-space: nowrap; }
    th button { all: unset; cursor: pointer; }
    th button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
    th button::after { content: " ↕"; opacity: 0.35; }
    th[aria-sort="ascending"] button::after { content: " ↑"; opacity: 1; }
    th[aria-sort="descending"] button::after { content: " ↓"; opacity: 1; }
    tbody tr:hover { background: color-mix(in srgb, var(--accent) 5%, transparent); }
    tr:target { box-shadow: inset 0.25rem 0 var(--accent); }
    td.what { width: 44%; min-width: 18rem; }
    td.package { width: 24%; min-width: 10rem; }
    td.fixed { min-width: 9rem; }
    .number { font-variant-numeric: tabular-nums; }
    .risk { width: 4.5rem; }
    .risk svg { display: block; width: 3rem; height: 0.3rem; border-radius: 0.15rem; }
    .what summary { cursor: pointer; }
    .what .id, td > .id { font-weight: 650; margin-right: 0.4rem; }
    .what .chip { margin-right: 0.3rem; }
    .title { display: block; color: var(--dim); }
    dl { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0.25rem 0.9rem; margin: 0.6rem 0 0.3rem; padding: 0.7rem 0.9rem; background: var(--code); border-radius: 0.6rem; font-size: 0.88rem; }
    dt { color: var(--dim); }
    .note { padding: 0.7rem 1rem; margin-bottom: 0.7rem; border-radius: 0.7rem; color: var(--warn); background: var(--warn-back); }
    .warnings li { padding: 0.4rem 0; }
    .warnings li::before { content: "!"; color: var(--warn); font-weight: 750; margin-right: 0.6rem; }
    footer { margin-top: 2.5rem; color: var(--dim); font-size: 0.86rem; }

    @media (max-width: 46rem) {
      body { font-size: 14px; }
      .top { flex-wrap: wrap; }
      .mark { width: 2.6rem; }
      .top .name { flex-basis: calc(100% - 7rem); }
      .verdict { order: 1; }
      .todo summary { flex-wrap: wrap; }
      .todo .do { flex-basis: calc(100% - 3rem); }
      .todo .chips { justify-content: flex-start; padding-left: 2.5rem; }
      .steps, .names { padding-left: 1rem; }
      .scroll { background: none; border: 0; }
      table, tbody, tr, td { display: block; }
      tr[hidden] { display: none; }
      thead { display: none; }
      tbody tr { background: var(--card); border: 1px solid var(--line); border-radius: 0.7rem; margin-bottom: 0.6rem; padding: 0.4rem 0; }
      td, td.what, td.package, td.fixed, .risk { width: auto; min-width: 0; border: 0; padding: 0.2rem 0.9rem; display: grid; grid-template-columns: 5.2rem minmax(0, 1fr); justify-items: start; column-gap: 0.6rem; }
      td::before { content: attr(data-l); color: var(--dim); font-size: 0.82rem; }
      td > * { grid-column: 2; }
      td.what { display: block; }
      td.what::before { content: none; }
      dl { grid-template-columns: 1fr; gap: 0; }
      dd { margin-bottom: 0.4rem; }
    }
    @media print {
      :root, :root[data-theme] {
        --page: #ffffff; --card: #ffffff; --ink: #000000; --dim: #444444; --line: #bbbbbb; --code: #f3f3f3;
        --track: #eeeeee; --good-back: #ffffff; --warn-back: #ffffff; --bad-back: #ffffff; color-scheme: light;
      }
      * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
      body { max-width: none; padding: 0; font-size: 8.5pt; }
      td, th { padding: 0.25rem 0.5rem; }
      .what { min-width: 14rem; }
      .controls, #theme { display: none !important; }
      .scroll { overflow: visible; }
      thead { display: table-header-group; break-inside: avoid; }
      tr, figure, .todo > li, .answer { break-inside: avoid; }
      a { color: inherit; text-decoration: none; }
      th button::after { content: none; }
    }

    """
}
