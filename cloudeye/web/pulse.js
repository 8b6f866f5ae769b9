// Polls /pulse, ticks the clock, says how old the data are, and asks for a rerun when data_version has moved.
const POLL_EVERY = 2000;        // ms
const POLL_PATIENCE = 4000;     // ms until one poll counts as failed
const FAILURES_TO_NOTICE = 2;   // failed polls before the link counts as down
const ASK_AGAIN_AFTER = 15000;  // ms: a rerun that was asked for did not come
const RELOAD_AFTER = 60000;     // ms: still did not come, so load the page afresh

const HOUR = 3600000;

const two = (number) => String(number).padStart(2, "0");
const moment = (at) => `${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;

const span = (hours) => (hours < 48 ? `${Math.floor(hours)}\u00a0小时` : `${Math.floor(hours / 24)}\u00a0天`);

function age(milliseconds) {
  const minutes = Math.floor(milliseconds / 60000);
  if (minutes < 1) return "刚刚更新";
  if (minutes < 60) return `${minutes}\u00a0分钟前`;
  return `${span(minutes / 60)}前`;
}

// The last seconds of the minute as an arc: the only thing on the screen that always moves.
function arc(fraction) {
  const angle = 2 * Math.PI * Math.min(fraction, 0.9999);
  const x = 22 + 17 * Math.sin(angle), y = 22 - 17 * Math.cos(angle);
  return `M22 5 A17 17 0 ${fraction > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

export default function (component) {
  const { parentElement, data, setStateValue, setTriggerValue } = component;
  const root = parentElement.querySelector(".pulse");
  const part = (name) => root.querySelector(`.pulse-${name}`);
  const live = (root.live ??= { beat: data.beat, ahead: Date.parse(data.beat.now) - Date.now(), failures: 0, lastGood: Date.now() });
  // What the server just drew is at least as new as the last poll.
  if (data.beat.data_version >= live.beat.data_version) live.beat = data.beat;
  live.shown = data.beat.data_version;
  live.asking = false;

  const now = () => new Date(Date.now() + live.ahead);

  function show() {
    const present = now(), beat = live.beat, down = live.failures >= FAILURES_TO_NOTICE;
    const as_of = beat.data_as_of && new Date(beat.data_as_of);
    const late = as_of && beat.limit_hours !== null && present - as_of > beat.limit_hours * HOUR;
    part("clock").textContent = moment(present);
    part("age").textContent = as_of ? `数据截至 ${moment(as_of)} ·\u00a0${age(present - as_of)}` : "还没有数据";
    root.classList.toggle("is-late", Boolean(late));
    root.classList.toggle("is-down", down);
    part("ring").querySelector("path").setAttribute("d", arc((present.getSeconds() + 1) / 60));
    const notice = part("notice");
    let words = "";
    if (down) words = `与服务器的连接已中断，画面停在 ${moment(new Date(live.lastGood + live.ahead))}，正在自动重连`;
    else if (late) words = `数据已 ${span((present - as_of) / HOUR)}没有更新（时限 ${beat.limit_hours} 小时），以下是 ${moment(as_of)} 的情况`;
    notice.hidden = !words;
    if (notice.textContent !== words) notice.textContent = words;
  }

  async function poll() {
    try {
      const answer = await fetch("./pulse", { cache: "no-store", signal: AbortSignal.timeout(POLL_PATIENCE) });
      // The session has ended: what the server gives now is the way to sign in.
      if (answer.status === 401) return location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const beat = await answer.json();
      if (beat.started !== live.beat.started) return location.reload();
      live.beat = beat;
      live.ahead = Date.parse(beat.now) - Date.now();
      live.failures = 0;
      live.lastGood = Date.now();
      follow(beat);
    } catch (error) {
      live.failures += 1;
    }
    show();
  }

  function follow(beat) {
    // Days late change at midnight without any new data.
    const current = beat.data_version <= live.shown && beat.now.slice(0, 10) === data.beat.now.slice(0, 10);
    if (!data.follows || current) { live.behindSince = null; return; }
    live.behindSince ??= Date.now();
    if (Date.now() - live.behindSince > RELOAD_AFTER) return location.reload();
    // One rerun at a time: the one asked for has not arrived yet.
    if (live.asking && Date.now() - live.askedAt < ASK_AGAIN_AFTER) return;
    live.asking = true;
    live.askedAt = Date.now();
    setTriggerValue("version", beat.data_version);
  }

  function measure() {
    const size = { width: window.innerWidth, height: window.innerHeight };
    if (live.size && live.size.width === size.width && live.size.height === size.height) return;
    live.size = size;
    if (!data.follows) return; // a desk is not scaled
    // 1920 × 1080 is what the server assumes until told otherwise.
    if (live.reported || size.width !== 1920 || size.height !== 1080) {
      live.reported = true;
      setStateValue("viewport", size);
    }
  }

  clearInterval(live.ticking);
  clearInterval(live.polling);
  live.ticking = setInterval(show, 1000);
  live.polling = setInterval(poll, POLL_EVERY);
  window.removeEventListener("resize", live.measure);
  live.measure = measure;
  window.addEventListener("resize", measure);
  measure();
  show();
  return () => {
    clearInterval(live.ticking);
    clearInterval(live.polling);
    window.removeEventListener("resize", live.measure);
  };
}
