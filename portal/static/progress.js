// Watches a check and shows the finished run. Without script the page reloads itself.
"use strict";

const card = document.getElementById("progress");
const bar = card.querySelector("progress");
const phase = document.getElementById("phase");
const steps = document.getElementById("steps");

async function watch() {
  try {
    const answer = await fetch(card.dataset.address, { headers: { Accept: "application/json" } });
    const told = answer.ok && !answer.redirected ? await answer.json() : { over: true };
    if (told.over) {
      location.reload();
      return;
    }
    if (phase.textContent !== told.phase) phase.textContent = told.phase;
    const counts = told.total > 1;
    steps.textContent = counts ? `${told.done.toLocaleString()} / ${told.total.toLocaleString()}` : "";
    if (counts) {
      bar.max = told.total;
      bar.value = told.done;
    } else {
      bar.removeAttribute("value");
    }
  } catch {
    // The server may be restarting; the next look will tell.
  }
  setTimeout(watch, 800);
}

setTimeout(watch, 400);
