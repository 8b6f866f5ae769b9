// Shows markup that the server drew. Runs again whenever the markup changed; the element itself stays, so nothing blinks.
export default function (component) {
  const frame = component.parentElement.querySelector(".drawing");
  const markup = component.data.markup;
  if (frame.drawn === markup) return;
  const before = [...frame.querySelectorAll("text")].map((text) => text.textContent);
  frame.innerHTML = markup;
  frame.drawn = markup;
  // What changed is underlined for two seconds, then everything is still again.
  const after = [...frame.querySelectorAll("text")];
  if (after.length !== before.length) return;
  const changed = after.filter((text, index) => text.textContent !== before[index]);
  changed.forEach((text) => text.classList.add("changed"));
  setTimeout(() => changed.forEach((text) => text.classList.remove("changed")), 2000);
}
