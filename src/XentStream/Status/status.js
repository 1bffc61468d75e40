// Brings the changing part of the page anew, and keeps what its reader has opened, chosen or selected. Without it the page loads itself again.
const page = document.getElementById("status");
const live = document.getElementById("live");
const events = new EventSource("status/events");

events.addEventListener("status", event => {
  live.textContent = "Live.";
  const selection = document.getSelection();
  if (!selection.isCollapsed && page.contains(selection.anchorNode)) return;

  const open = [...page.querySelectorAll("details[open]")].map(details => details.id);
  const focused = document.activeElement?.closest("details")?.id;
  page.innerHTML = event.data;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.querySelector("summary").focus({ preventScroll: true });
});

events.addEventListener("error", () => {
  live.textContent = "Not live: the worker does not answer. It is tried again.";
});
