// Shows a list that the server drew. A row's link answers in place instead of loading the page again; a copy button copies its box.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const frame = parentElement.querySelector(".drawing");
  if (frame.drawn !== data.markup) {
    const focused = frame.contains(document.activeElement) ? document.activeElement.dataset.choose : undefined;
    frame.innerHTML = data.markup;
    frame.drawn = data.markup;
    // Whoever works with the keyboard stays on the row they were on.
    if (focused !== undefined) frame.querySelector(`[data-choose="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
  frame.onclick = (event) => {
    const row = event.target.closest("[data-choose]");
    if (row && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      setTriggerValue("chosen", row.dataset.choose);
    }
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const box = frame.querySelector(`#${CSS.escape(button.dataset.copies)}`);
    box.select();
    // The clipboard interface exists only behind TLS and on loopback; the old command works everywhere.
    const copied = navigator.clipboard ? navigator.clipboard.writeText(box.value) : Promise.reject();
    copied.catch(() => { if (!document.execCommand("copy")) throw new Error("copy refused"); })
      .then(() => { button.textContent = "已复制"; }, () => { button.textContent = "请按 Ctrl+C"; });
  };
}
