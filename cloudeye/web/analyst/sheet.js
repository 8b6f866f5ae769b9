// Shows a form that the server drew. Whatever is changed in it is told at once, always with everything that stands in it, so that
// two quick changes cannot lose each other; a button is told by its name.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const frame = parentElement.querySelector(".drawing");
  const named = () => [...frame.querySelectorAll("[data-name]")];
  if (frame.drawn !== data.markup) {
    const held = frame.contains(document.activeElement) ? document.activeElement.dataset : {};
    const opened = [...frame.querySelectorAll("details[open]")].map((one) => one.dataset.part);
    frame.innerHTML = data.markup;
    frame.drawn = data.markup;
    opened.forEach((part) => frame.querySelector(`details[data-part="${CSS.escape(part)}"]`)?.setAttribute("open", ""));
    // Whoever works with the keyboard stays where they were.
    const again = held.name !== undefined ? `[data-name="${CSS.escape(held.name)}"]` : held.act !== undefined ? `[data-act="${CSS.escape(held.act)}"]` : "";
    if (again) frame.querySelector(again)?.focus({ preventScroll: true });
  }
  const tell = (act) => setTriggerValue("said", { act, values: Object.fromEntries(named().map((one) => [one.dataset.name, one.value])) });
  frame.onchange = (event) => { if (event.target.dataset.name !== undefined) tell(""); };
  frame.onclick = (event) => {
    const button = event.target.closest("[data-act]");
    if (button) tell(button.dataset.act);
  };
}
