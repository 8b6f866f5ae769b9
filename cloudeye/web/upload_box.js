// Sends one file to the server piece by piece (the browser does), shows how far it is, and tells the page which upload it became.
const LOST = "与服务器的连接断了，文件没有传完，没有收下。请检查网络后重新选择文件。";
const FAILED = "上传没有完成，没有收下文件。请稍后重试；如仍出现，请联系管理员。";
const STOPPED = "已取消上传，没有收下文件。";
const ONE_ONLY = "一次只能上传一个文件。请逐个上传，或把几个月的数据合在一个文件里。";
const NO_FOLDER = "这不是文件。请选择 CSV 或 Excel 文件。";

const megabyte = 1024 * 1024;
const size = (bytes) => (bytes < megabyte ? `${Math.max(1, Math.round(bytes / 1024))} KB`
  : bytes < 1024 * megabyte ? `${(bytes / megabyte).toFixed(1)} MB` : `${(bytes / 1024 / megabyte).toFixed(2)} GB`);
const span = (seconds) => (seconds < 90 ? `${Math.max(1, Math.round(seconds))} 秒` : `${Math.round(seconds / 60)} 分钟`);

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const root = parentElement.querySelector(".upload-box");
  const part = (name) => root.querySelector(`.upload-${name}`);
  const drop = part("drop"), input = drop.querySelector("input"), coming = part("coming"), bar = part("bar");
  root.asked = data; // a file that is dropped later belongs to what is chosen then
  input.accept = data.kinds;
  part("kind").textContent = `作为「${data.label}」读取`;

  function say(words, tone = "") {
    const fault = part("fault");
    fault.hidden = !words;
    fault.textContent = words;
    fault.dataset.tone = tone;
  }

  function rest() {
    root.sending = null;
    coming.hidden = true;
    drop.hidden = false;
    input.value = "";
  }

  function show(loaded, total, begun) {
    const share = total ? Math.floor((100 * loaded) / total) : 0;
    bar.setAttribute("aria-valuenow", share);
    bar.querySelector("i").style.width = `${share}%`;
    const seconds = (Date.now() - begun) / 1000, left = loaded ? (seconds * (total - loaded)) / loaded : 0;
    const rest_of_it = loaded === total ? "，正在存放" : seconds > 2 ? `，约剩 ${span(left)}` : "";
    coming.querySelector("[role=status]").textContent = `${share}%，已传 ${size(loaded)} / ${size(total)}${rest_of_it}`;
  }

  function send(file) {
    if (root.sending) return;
    say("");
    if (!file.size) return say("文件是空的（0 字节）。请检查导出步骤后重新选择。");
    if (file.size > data.largest) return say(`文件有 ${size(file.size)}，超过 2 GB。请按月份或部门拆成几个文件，或压缩成 .zip。`);
    const wanted = root.asked, request = new XMLHttpRequest(), begun = Date.now();
    const query = new URLSearchParams({ dataset: wanted.dataset, sender: wanted.sender, name: file.name });
    root.sending = request;
    drop.hidden = true;
    coming.hidden = false;
    coming.querySelector(".upload-name b").textContent = file.name;
    coming.querySelector(".upload-name span").textContent = `${wanted.label}，${size(file.size)}`;
    show(0, file.size, begun);
    part("stop").focus();
    request.open("PUT", `${wanted.address}?${query}`);
    request.setRequestHeader(wanted.header, wanted.token);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event) => show(event.loaded, file.size, begun);
    request.onload = () => {
      rest();
      const answer = request.response || {};
      if (request.status === 401) return location.reload(); // the session has ended: what comes now is the way to sign in
      if (request.status === 200 && answer.upload) return setTriggerValue("received", answer.upload);
      say(answer.error || FAILED);
    };
    request.onerror = () => { rest(); say(LOST); };
    request.onabort = () => { rest(); say(STOPPED, "calm"); input.focus(); };
    request.send(file);
  }

  function take(files, items) {
    if (files.length > 1) return say(ONE_ONLY);
    if (items && items[0]?.webkitGetAsEntry?.()?.isDirectory) return say(NO_FOLDER);
    if (files.length) send(files[0]);
  }

  input.onchange = () => take(input.files);
  part("stop").onclick = () => root.sending?.abort();
  drop.ondragover = (event) => { event.preventDefault(); drop.classList.add("over"); };
  drop.ondragleave = () => drop.classList.remove("over");
  drop.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files, event.dataTransfer.items);
  };
  // A file that misses the box would otherwise replace the page.
  window.ondragover = window.ondrop = (event) => event.preventDefault();
  window.onbeforeunload = (event) => { if (root.sending) event.preventDefault(); };
  return () => {
    window.ondragover = window.ondrop = window.onbeforeunload = null;
  };
}
