"use strict";
// Values under the pointer, or at the place that the arrow keys lead to.
for (const figure of document.querySelectorAll("figure.curve")) {
  const data = JSON.parse(figure.querySelector("script").textContent);
  const stage = figure.querySelector(".stage");
  const cursor = figure.querySelector(".cursor");
  const output = figure.querySelector("output");
  for (const line of data.lines) {
    let at = line.start;
    line.times = line.steps.map(step => at += step * line.unit);
  }
  const all = [...new Set(data.lines.flatMap(line => line.times))].sort((a, b) => a - b);
  let place = -1;
  const last = (times, at) => {
    let low = 0, high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= at) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  const number = (value, isFraction) => value === null || value === undefined ? "–"
    : isFraction ? (value * 100).toFixed(2) + " %"
    : value.toLocaleString("en-US", {maximumFractionDigits: 6});
  const show = () => {
    const at = all[place];
    const x = data.first === data.last ? 0.5 : (at - data.first) / (data.last - data.first);
    cursor.hidden = false;
    cursor.style.left = x * data.share * 100 + "%";
    const time = new Date(at).toISOString().replace("T", " ").replace(/(:00)?\.000Z$/, "").replace(/ 00:00$/, "");
    output.textContent = time + data.lines.map(line => {
      const point = last(line.times, at);
      return (line.label ? "   " + line.label : "") + line.values.map((values, panel) =>
        (line.label ? " " : "   " + data.panels[panel] + " ") + number(point < 0 ? null : values[point], data.fractions[panel])).join("");
    }).join("");
  };
  const near = event => {
    const box = stage.getBoundingClientRect();
    const share = (event.clientX - box.left) / (box.width * data.share);
    const at = data.first + share * (data.last - data.first);
    const before = Math.max(0, last(all, at));
    const after = Math.min(all.length - 1, before + 1);
    place = Math.abs(all[after] - at) < Math.abs(all[before] - at) ? after : before;
    show();
  };
  stage.addEventListener("pointermove", near);
  stage.addEventListener("pointerdown", near);
  stage.addEventListener("keydown", event => {
    const far = event.shiftKey ? 20 : 1;
    const to = {ArrowRight: place + far, ArrowLeft: place < 0 ? all.length - 1 : place - far, Home: 0, End: all.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    place = Math.max(0, Math.min(all.length - 1, to));
    show();
  });
}
// Columns sort by their heads.
for (const table of document.querySelectorAll("table.rows")) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 3) continue;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    if (!button.textContent) return;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const falls = head.getAttribute("aria-sort") !== "descending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falls ? "descending" : "ascending");
      const key = row => {
        const data = row.cells[column].querySelector("data");
        return data ? Number(data.value) : row.cells[column].textContent;
      };
      const rank = value => value === "" || Number.isNaN(value) ? 2 : typeof value === "number" ? 0 : 1;
      const rows = [...body.rows].map(row => ({row, key: key(row)}));
      rows.sort((a, b) => rank(a.key) - rank(b.key)
        || (falls ? -1 : 1) * (typeof a.key === "number" ? a.key - b.key : String(a.key).localeCompare(String(b.key))));
      body.append(...rows.map(one => one.row));
    });
  });
}
// A number that was rounded is told whole.
document.addEventListener("pointerover", event => {
  const data = event.target.closest("data");
  if (data && !data.title) data.title = data.value;
});
