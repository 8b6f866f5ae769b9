// A button that prints the page: what is printed is decided by the style sheet.
export default function (component) {
  const button = component.parentElement.querySelector("button");
  button.textContent = component.data.words;
  button.onclick = () => window.print();
}
