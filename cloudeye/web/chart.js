// Draws a plotly figure and changes it in place. plotly itself is loaded once per page, from our own server.
function loaded(address) {
  window.cloudeyePlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { delete window.cloudeyePlotly; reject(new Error(address)); };
    document.head.append(script);
  });
  return window.cloudeyePlotly;
}

export default function (component) {
  const { parentElement, data } = component;
  const frame = parentElement.querySelector(".chart-frame"), root = frame.querySelector(".chart-root");
  frame.style.height = `${data.height}px`;
  if (root.drawn === data.figure) return;
  root.drawn = data.figure;
  const figure = JSON.parse(data.figure);
  loaded(data.script).then((plotly) => plotly.react(root, figure.data, figure.layout, { displayModeBar: false, responsive: true }));
}
