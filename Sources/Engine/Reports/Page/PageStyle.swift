/// The style and the optional script of the page.
enum PageStyle {
  /// One accent colour, system fonts, hairlines; dark only on screens.
  static let sheet = """
    :root {
      --paper: #ffffff; --ink: #1b1e24; --soft: #5a6270; --hair: #e3e6eb; --accent: #2456c7;
      --wash: rgb(36 86 199 / 8%);
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: #13151a; --ink: #e8eaee; --soft: #9aa3b2; --hair: #2a2e37; --accent: #8cb0ff;
        --wash: rgb(140 176 255 / 11%);
      }
    }
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
      font-variant-numeric: tabular-nums;
    }
    main { max-width: 70rem; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4rem) clamp(1rem, 4vw, 3rem); }
    h1, h2, h3, p, dl, dd, figure { margin: 0; }
    h1 {
      font-size: clamp(1.6rem, 1.2rem + 2vw, 2.4rem); font-weight: 600; line-height: 1.15;
      letter-spacing: -0.02em; overflow-wrap: anywhere;
    }
    h2 { font-size: 1.15rem; font-weight: 600; letter-spacing: -0.01em; margin-bottom: 1rem; }
    h3 { font-size: 0.85rem; font-weight: 600; }
    section { margin-top: clamp(2.25rem, 5vw, 3.5rem); }
    .subtitle { margin-top: 0.5rem; font-size: 1.05rem; overflow-wrap: anywhere; }
    .meta { margin-top: 0.5rem; color: var(--soft); }
    .note, .legend { color: var(--soft); font-size: 0.85rem; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    dt { color: var(--soft); }
    .key { display: grid; grid-template-columns: repeat(6, 1fr); gap: 1.5rem 1.25rem; }
    .key > div { border-top: 2px solid var(--hair); padding-top: 0.75rem; min-width: 0; }
    .key > div:first-child { border-color: var(--accent); }
    .key dt { font-size: 0.85rem; }
    .key dd { font-size: clamp(1.25rem, 1rem + 0.9vw, 1.6rem); font-weight: 600; line-height: 1.3;
      letter-spacing: -0.02em; overflow-wrap: anywhere; }
    .key dd.note { font-size: 0.8rem; font-weight: 400; letter-spacing: 0; }
    @media (max-width: 60rem) { .key { grid-template-columns: repeat(3, 1fr); } }
    @media (max-width: 34rem) { .key { grid-template-columns: repeat(2, 1fr); } }
    .chart { margin-top: 2rem; break-inside: avoid; }
    figcaption { display: flex; justify-content: space-between; gap: 1rem; min-height: 1.5rem; }
    .readout { color: var(--soft); font-size: 0.8rem; text-align: right; }
    .plot { position: relative; height: clamp(11rem, 26vw, 18rem); margin: 0.75rem 0 1.9rem calc(var(--label) + 0.5rem);
      font-size: 0.75rem; }
    .low .plot { height: clamp(6.5rem, 13vw, 9rem); }
    .plot svg { display: block; width: 100%; height: 100%; overflow: visible; }
    .labels span { position: absolute; color: var(--soft); line-height: 1; white-space: nowrap; }
    .labels .y { right: calc(100% + 0.6rem); transform: translateY(-50%); }
    .labels .x { top: calc(100% + 0.55rem); transform: translateX(-50%); }
    .labels .first { transform: none; }
    .labels .last { transform: translateX(-100%); }
    @media (max-width: 40rem) { .labels .minor { display: none; } }
    .plot path { fill: none; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; }
    .plot .grid { stroke: var(--hair); stroke-width: 1; stroke-linecap: butt; }
    .plot .reference { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 4; stroke-linecap: butt; }
    .plot .area { fill: var(--wash); }
    .plot .line { stroke: var(--accent); stroke-width: 1.75; }
    .backdrop .line { stroke: var(--soft); stroke-width: 1.1; }
    .plot .win, .plot .loss { stroke: var(--accent); stroke-width: 1.5; }
    .plot .loss { stroke-dasharray: 2 4; }
    .plot .entry { stroke: var(--accent); stroke-width: 6; }
    .plot .exit { stroke: var(--accent); stroke-width: 7; }
    .plot .hole { stroke: var(--paper); stroke-width: 4; }
    .rule { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--soft); pointer-events: none; }
    .legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.25rem; }
    .legend span { display: flex; align-items: center; gap: 0.5rem; }
    .unit { color: var(--soft); font-weight: 400; margin-left: 0.25rem; }
    .dot, .ring { width: 7px; height: 7px; border-radius: 50%; border: 1.5px solid var(--accent); }
    .dot { background: var(--accent); }
    .stroke { width: 22px; border-top: 2px solid var(--accent); }
    .stroke.dashed { border-top-style: dotted; }
    .groups { display: grid; grid-template-columns: repeat(4, 1fr); gap: 2rem 2.25rem; font-size: 0.9rem; }
    @media (max-width: 66rem) { .groups { grid-template-columns: repeat(2, 1fr); } }
    @media (max-width: 34rem) { .groups { grid-template-columns: 1fr; } }
    .groups dl { margin-top: 0.5rem; }
    .groups dl > div { display: flex; justify-content: space-between; gap: 1rem; padding: 0.4rem 0;
      border-top: 1px solid var(--hair); }
    .groups dd { text-align: right; overflow-wrap: break-word; min-width: 0; flex-shrink: 0; max-width: 100%; }
    .scroll { overflow-x: auto; }
    .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 4px; }
    h2 + .note { margin: -0.75rem 0 1rem; }
    table { border-collapse: collapse; width: 100%; font-size: 0.87rem; }
    th, td { padding: 0.45rem 0.9rem 0.45rem 0; text-align: left; white-space: nowrap; font-weight: 400; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { color: var(--soft); border-bottom: 1px solid var(--soft); }
    tbody tr { border-bottom: 1px solid var(--hair); }
    .number { text-align: right; }
    @media print {
      @page { margin: 15mm; }
      body { font-size: 10pt; }
      main { max-width: none; padding: 0; }
      .key { grid-template-columns: repeat(6, 1fr); }
      .key { gap: 1rem; }
      .key dt, .key dd.note { font-size: 7.5pt; }
      .key dd { font-size: 13pt; }
      .plot { height: 42mm; }
      .low .plot { height: 24mm; }
      section { margin-top: 1.75rem; }
      .chart { margin-top: 1rem; }
      .groups { grid-template-columns: repeat(4, 1fr); gap: 1.25rem; font-size: 7.5pt; }
      .scroll { overflow: visible; }
      table { font-size: 7.5pt; }
      th, td { padding-right: 0.5rem; }
      thead { display: table-header-group; }
      tr { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      .readout, .rule { display: none; }
    }

    """

  /// Shows the number nearest to the pointer, read from the drawn line itself.
  ///
  /// Written without the characters that markup gives a meaning to.
  static let script = """
    for (const plot of document.querySelectorAll(".plot")) {
      const line = plot.querySelector(".line");
      const readout = plot.parentElement.querySelector(".readout");
      if (!line) continue;
      const { from, to, low, high, unit } = plot.dataset;
      const points = line.getAttribute("d").slice(1).split("L").map(pair => pair.split(" ").map(Number));
      const rule = document.createElement("div");
      rule.className = "rule";
      rule.hidden = true;
      plot.append(rule);
      plot.addEventListener("pointermove", event => {
        const box = plot.getBoundingClientRect();
        const wanted = (event.clientX - box.left) / box.width * 10000;
        let nearest = points[0];
        for (const point of points) {
          if (Math.abs(nearest[0] - wanted) > Math.abs(point[0] - wanted)) nearest = point;
        }
        const time = Number(from) + (to - from) * nearest[0] / 10000;
        const value = high - (high - low) * nearest[1] / 10000;
        const digits = Math.max(0, Math.min(8, 3 - Math.floor(Math.log10(high - low))));
        const text = value.toLocaleString("en-US", { maximumFractionDigits: digits });
        const date = new Date(time).toISOString();
        readout.textContent = date.slice(0, 10) + " " + date.slice(11, 16) + " · " + text + " " + unit;
        rule.style.left = nearest[0] / 100 + "%";
        rule.hidden = false;
      });
      plot.addEventListener("pointerleave", () => {
        readout.textContent = "";
        rule.hidden = true;
      });
    }

    """
}
