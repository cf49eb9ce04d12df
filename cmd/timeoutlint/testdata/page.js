// TestPage puts this script at the end of the page. Every result that is false
// fails the test.
(async () => {
  const result = {};
  const wait = () => new Promise(done => setTimeout(done, 20));
  const rows = () => [...document.querySelectorAll("#ops tbody tr")].filter(r => !r.hidden);
  const all = rows().length;
  const set = async (id, value) => {
    const e = document.getElementById(id);
    e.value = value;
    e.dispatchEvent(new Event("input", { bubbles: true }));
    await wait();
  };
  const reset = async () => { document.querySelector(".filter button[type=reset]").click(); await wait(); };
  try {
    result.rows = all > 10;
    result.counted = document.getElementById("shown").value === `${all} of ${all} shown`;

    await set("q", "wal/segment.go sync");
    result.search = rows().length === 3 && rows().every(r => r.textContent.includes("Sync"));
    await set("q", "");
    await set("kind", "dial");
    result.kind = rows().length === 2;
    await set("badge", "critical");
    result.both = rows().length === 0;
    await reset();
    result.reset = rows().length === all;
    await set("badge", "missing");
    result.missing = rows().length > 0 && rows().every(r => r.dataset.verdict === "unbounded");
    await reset();
    document.querySelector("button[data-by=package]").click();
    await wait();
    result.drill = rows().length > 0 && rows().length < all && document.activeElement.id === "q";

    // A link to a row that the filter hides shows the row.
    await set("kind", "dial");
    location.hash = document.querySelector(".lock a").hash;
    await wait(); await wait();
    result.reveal = !document.querySelector(":target").hidden;

    await reset();
    const heads = [...document.querySelectorAll("#ops thead th")];
    const kinds = () => rows().map(r => r.cells[1].textContent);
    const sorted = list => list.every((v, i) => i === 0 || list[i - 1] <= v);
    heads[1].querySelector("button").click();
    result.ascending = heads[1].getAttribute("aria-sort") === "ascending" && sorted(kinds());
    heads[1].querySelector("button").click();
    result.descending = heads[1].getAttribute("aria-sort") === "descending" && sorted(kinds().reverse());
    result.oneSorted = heads.filter(h => h.hasAttribute("aria-sort")).length === 1;
    heads[4].querySelector("button").click();
    const nanos = rows().map(r => Number(r.cells[4].dataset.sort));
    result.byDuration = nanos.every((v, i) => i === 0 || nanos[i - 1] <= v) && nanos.at(-1) === 60e9;

    // Everything that can be used can be reached with the keyboard.
    const controls = [...document.querySelectorAll("button, input, select, a[href], summary")].filter(e => e.checkVisibility());
    result.focus = controls.every(e => { e.focus(); return document.activeElement === e; });
    result.labels = [...document.querySelectorAll("input, select")].every(e => e.labels.length === 1);
    result.scopes = [...document.querySelectorAll("th")].every(e => e.scope);
    result.links = [...document.querySelectorAll("a[href]")].every(a => document.getElementById(a.hash.slice(1)));
    result.lockHasHolders = document.querySelectorAll(".lock ul a").length > 5;
    result.fits = document.documentElement.scrollWidth <= document.documentElement.clientWidth;

    // The contrast of texts that are not plain.
    const channel = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    const parse = s => s.match(/[\d.]+/g).map(Number).map((v, i) => s.startsWith("color(srgb") && i < 3 ? v * 255 : v);
    const light = s => { const [r, g, b] = parse(s); return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b); };
    const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (parse(c)[3] !== 0) return c; } };
    result.contrast = 99;
    for (const e of document.querySelectorAll(".badge, .in, .legend, .label, .mark, a, .link, p, footer p, .lock h4, th")) {
      const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
      const n = (a + .05) / (b + .05);
      if (n < result.contrast) { result.contrast = n; result.contrastOf = e.className + " " + e.textContent.slice(0, 30); }
    }
    result.background = getComputedStyle(document.body).backgroundColor;
  } catch (e) {
    result.error = String(e);
  }
  const pre = document.createElement("pre");
  pre.id = "result";
  pre.textContent = JSON.stringify(result);
  document.body.append(pre);
})();
