// Follows the reports of a run while some are waiting; the form below keeps what is typed.
"use strict";

const list = document.getElementById("reports-list");
const told = document.getElementById("reports-told");

async function follow() {
  const table = list.querySelector("table");
  if (!table || table.dataset.waiting === "0") return;
  try {
    const answer = await fetch(list.dataset.address);
    if (answer.redirected) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = answer.ok ? await answer.text() : "";
    const next = fresh.content.querySelector("table");
    if (next && states(next) !== states(table)) {
      list.replaceChildren(fresh.content);
      told.textContent = next.dataset.told;
    }
  } catch {
    // The server may be restarting: the next request shows.
  }
  setTimeout(follow, 1000);
}

function states(table) {
  return [...table.querySelectorAll("tbody tr")].map((row) => row.lastElementChild.innerText).join("\n");
}

setTimeout(follow, 600);
