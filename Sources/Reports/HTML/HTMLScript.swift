/// The page's own script: it searches, filters and sorts rows that are there, and makes no text
/// into markup.
enum HTMLScript {
  static let text: StaticString = """

    (() => {
      "use strict";
      const root = document.documentElement;
      root.classList.add("js");

      // Light, dark, or as the system has it.
      const theme = document.getElementById("theme");
      if (theme) theme.addEventListener("click", () => {
        const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
        const now = root.dataset.theme || system;
        root.dataset.theme = now === "dark" ? "light" : "dark";
      });

      const table = document.getElementById("findings");
      if (!table) return;
      const body = table.tBodies[0];
      const rows = Array.from(body.rows);
      const words = rows.map((row) => row.textContent.toLowerCase());
      const search = document.getElementById("search");
      const onlyFix = document.getElementById("only-fix");
      const onlyHot = document.getElementById("only-hot");
      const chips = Array.from(document.querySelectorAll("[data-severity]"));
      const shown = document.getElementById("shown");
      const nothing = document.getElementById("nothing");

      const filter = () => {
        const wanted = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
        const severities = new Set(chips
          .filter((chip) => chip.getAttribute("aria-pressed") === "true")
          .map((chip) => chip.dataset.severity));
        let count = 0;
        rows.forEach((row, place) => {
          const fits = severities.has(row.dataset.s)
            && (!onlyFix.checked || row.dataset.f === "1")
            && (!onlyHot.checked || row.dataset.x === "1")
            && wanted.every((word) => words[place].includes(word));
          row.hidden = !fits;
          if (fits) count += 1;
        });
        shown.textContent = count === rows.length
          ? rows.length + " shown" : count + " of " + rows.length + " shown";
        nothing.hidden = count > 0;
      };

      let waiting = 0;
      search.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(filter, rows.length > 2000 ? 150 : 0);
      });
      [onlyFix, onlyHot].forEach((box) => box.addEventListener("change", filter));
      chips.forEach((chip) => chip.addEventListener("click", () => {
        const pressed = chip.getAttribute("aria-pressed") === "true";
        chip.setAttribute("aria-pressed", String(!pressed));
        filter();
      }));
      document.addEventListener("keydown", (event) => {
        const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
        if (event.key === "/" && !typing) {
          event.preventDefault();
          search.focus();
        } else if (event.key === "Escape" && document.activeElement === search) {
          search.value = "";
          filter();
        }
      });

      // Sorting: the other way round the second time, as it was the third.
      const places = new Map(rows.map((row, place) => [row, place]));
      const value = (row, column) => row.cells[column].dataset.v || "";
      Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
        const isNumber = head.dataset.t === "n";
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        head.textContent = "";
        head.append(button);
        button.addEventListener("click", () => {
          const orders = isNumber ? ["descending", "ascending", ""] : ["ascending", "descending", ""];
          const now = head.getAttribute("aria-sort") || "";
          const order = orders[(orders.indexOf(now) + 1) % 3];
          Array.from(table.tHead.rows[0].cells).forEach((cell) => cell.removeAttribute("aria-sort"));
          if (order) head.setAttribute("aria-sort", order);
          const sign = order === "descending" ? -1 : 1;
          const sorted = rows.slice().sort((left, right) => {
            if (!order) return places.get(left) - places.get(right);
            const first = value(left, column);
            const second = value(right, column);
            const difference = isNumber
              ? Number(first) - Number(second)
              : first.localeCompare(second, "en", { numeric: true });
            return difference ? sign * difference : places.get(left) - places.get(right);
          });
          body.append(...sorted);
        });
      });

      // A finding that is linked to is shown and opened, whatever is filtered.
      const follow = () => {
        const row = /^#f[0-9]+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
        if (!row) return;
        if (row.hidden) {
          search.value = "";
          onlyFix.checked = onlyHot.checked = false;
          chips.forEach((chip) => chip.setAttribute("aria-pressed", "true"));
          filter();
        }
        const details = row.querySelector("details");
        if (details) details.open = true;
        row.scrollIntoView({ block: "center" });
      };
      addEventListener("hashchange", follow);
      filter();
      follow();
    })();

    """
}
