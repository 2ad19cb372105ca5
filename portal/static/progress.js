// Watches a check and shows the finished run. Without script the page reloads itself.
"use strict";

const card = document.getElementById("progress");
const bar = card.querySelector("progress");
const phase = document.getElementById("phase");
const steps = document.getElementById("steps");

async function watch() {
  try {
    const answer = await fetch(card.dataset.address, { headers: { Accept: "application/json" } });
    const progress = answer.ok && !answer.redirected ? await answer.json() : { over: true };
    if (progress.over) {
      location.reload();
      return;
    }
    if (phase.textContent !== progress.phase) phase.textContent = progress.phase;
    const counts = progress.total > 1;
    steps.textContent = counts ? `${progress.done.toLocaleString()} / ${progress.total.toLocaleString()}` : "";
    if (counts) {
      bar.max = progress.total;
      bar.value = progress.done;
    } else {
      bar.removeAttribute("value");
    }
  } catch {
    // The server may be restarting: the next request shows.
  }
  setTimeout(watch, 800);
}

setTimeout(watch, 400);
