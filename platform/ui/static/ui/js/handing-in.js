// The plain page of a project saves itself while somebody types. Without this module the page has
// a button that saves. Text that can't be saved stays on the screen and on this device.

const PAUSE = 1500;
const LOST_AFTER = 7 * 24 * 60 * 60 * 1000;
const MOST_WAITING = 8000;
const PASSING = new Set(["csrfmiddlewaretoken", "doe", "mark", "sitting", "turn"]);
const passes = (name) => PASSING.has(name) || name.endsWith(".gezien");

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

class HandingIn {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-status]");
    this.words = JSON.parse(document.getElementById("handing-in-words").textContent);
    this.key = `verankerd:${location.pathname}`;
    this.earlier = `${this.key}#eerder`;
    this.sending = null;
    this.again = false;
    this.stopped = false;
    this.saved = this.opened = this.text(this.asShown());
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.save());
    addEventListener("pageshow", (event) => event.persisted && this.stay());
    addEventListener("pagehide", () => this.submitting || this.keep());
    addEventListener("beforeunload", (event) => {
      if (!this.submitting && this.text() !== this.saved) event.preventDefault();
    });
    this.offerKept();
    if (this.text() !== this.saved) this.soon();
  }

  // The form as the server sent it. Somebody may have typed before this module arrived.
  asShown() {
    const shown = this.form.cloneNode(true);
    shown.reset();
    return shown;
  }

  // Everything somebody typed, in a form that can be compared and kept.
  text(form = this.form) {
    const fields = [...new FormData(form)].filter(
      ([name, value]) => !passes(name) && typeof value === "string",
    );
    return new URLSearchParams(fields).toString();
  }

  changed(event) {
    this.mended(event.target);
    if (event.target.type === "file") this.save(true);
    else this.soon();
  }

  // What was wrong is said about what was sent: it goes once something else stands there.
  mended(control) {
    if (control.type !== "checkbox" && !control.value) return;
    control.closest(".field")?.querySelector(".field-error")?.remove();
    control.removeAttribute("aria-invalid");
  }

  soon(time = PAUSE, withFile = false) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(withFile), time);
  }

  async save(withFile = false) {
    clearTimeout(this.timer);
    if (this.stopped || this.submitting) return;
    const text = this.text();
    if (text === this.saved && !withFile) return;
    if (this.sending) {
      this.again = true;
      this.againWithFile = this.againWithFile || withFile;
      return;
    }
    this.keep();
    this.sending = this.send(text, withFile);
    await this.sending;
    this.sending = null;
    if (this.again) {
      const file = this.againWithFile;
      this.again = this.againWithFile = false;
      this.save(file);
    }
  }

  async send(text, withFile) {
    this.form.elements.turn.value = Number(this.form.elements.turn.value) + 1;
    const body = new FormData(this.form);
    for (const input of this.form.querySelectorAll("input[type=file]")) {
      if (!withFile || !input.files.length) body.delete(input.name);
    }
    body.delete("doe");
    body.set("autosave", "1");
    this.freshToken(body);
    this.say(this.words.saving);
    try {
      const response = await fetch(this.form.action || location.pathname, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      if (!isJson) {
        if (response.status >= 500) this.soon(10 * PAUSE, withFile);
        return this.say(this.words.failed, "wait");
      }
      const told = await response.json();
      if (response.ok) this.done(text, told, withFile);
      else this.refused(told);
    } catch {
      this.say(this.words.offline, "wait");
      this.soon(10 * PAUSE, withFile);
    }
  }

  freshToken(body) {
    const token = cookie("csrftoken");
    if (!token) return;
    this.form.elements.csrfmiddlewaretoken.value = token;
    body?.set("csrfmiddlewaretoken", token);
  }

  done(text, told, withFile) {
    this.form.elements.mark.value = told.mark;
    for (const [name, mark] of Object.entries(told.seen ?? {})) this.form.elements[name].value = mark;
    this.saved = text;
    this.forget();
    this.write(this.undecided().filter((kept) => kept.sitting !== this.form.elements.sitting.value));
    const unread = Object.values(told.unread).flat();
    this.say(unread.length ? `${told.words}. ${unread.join(" ")}` : told.words, unread.length ? "wait" : "good");
    if (withFile) this.showFile(told);
  }

  showFile(told) {
    const place = this.form.querySelector("[data-file]");
    if (Object.keys(told.unread).some((id) => place.querySelector(`[id="${id}"]`))) return;
    const name = place.querySelector("[data-file-name]");
    name.querySelector("b").textContent = told.document;
    name.hidden = !told.document;
    for (const input of place.querySelectorAll("input[type=file]")) input.value = "";
  }

  refused(told) {
    this.say(told.words || this.words.offline, "wait");
    if (told.login) this.link(told.login, this.words.login, true);
    else this.stopped = true;
    if (told.conflict) this.button(this.words.merge);
    if (told.login) addEventListener("focus", () => this.save(), { once: true });
  }

  say(words, tone = "") {
    this.status.dataset.tone = tone;
    this.status.textContent = words;
  }

  link(url, words, apart) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = words;
    if (apart) link.target = "_blank";
    this.status.append(" ", link);
  }

  button(words) {
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "link-button";
    button.textContent = words;
    this.status.append(" ", button);
  }

  // One thing at a time: what is on its way arrives first, and a second click does nothing.
  async submit(event) {
    if (this.submitting) return event.preventDefault();
    this.submitting = true;
    clearTimeout(this.timer);
    if (!this.sending) return this.leave();
    event.preventDefault();
    await Promise.race([this.sending, pause(MOST_WAITING)]);
    this.sending = null;
    this.submitting = false;
    this.form.requestSubmit(event.submitter);
  }

  leave() {
    this.form.elements.turn.value = Number(this.form.elements.turn.value) + 1;
    this.freshToken();
    this.keep(true);
    setTimeout(() => this.stay(), MOST_WAITING);
  }

  // Still here: the browser stopped loading, or came back.
  stay() {
    this.submitting = false;
    if (this.text() !== this.saved) this.soon();
  }

  keep(sent = false) {
    const text = this.text();
    if (text === this.saved) return this.forget();
    this.keeps = true;
    try {
      const { mark, sitting } = this.form.elements;
      localStorage.setItem(this.key, JSON.stringify({ text, base: this.saved, sent: sent && this.turn(), mark: mark.value, sitting: sitting.value, at: Date.now() }));
    } catch {
      // A full or closed store: the text is still on the screen.
    }
  }

  // The copy of this window; what an earlier visit left stays until somebody chooses.
  forget() {
    if (this.keeps) localStorage.removeItem(this.key);
    this.keeps = false;
  }

  // What was sent: the server says which of it arrived, also when the text itself stayed the same.
  turn() {
    const { sitting, turn } = this.form.elements;
    return `${sitting.value}.${turn.value}`;
  }

  // What earlier visits left and nobody chose about yet. It has its own place on the device, which
  // neither typing nor saving on this page touches.
  undecided() {
    return JSON.parse(localStorage.getItem(this.earlier) || "[]");
  }

  write(list) {
    try {
      if (list.length) localStorage.setItem(this.earlier, JSON.stringify(list));
      else localStorage.removeItem(this.earlier);
    } catch {
      return false;
    }
    return true;
  }

  // Text of earlier visits that never reached the server, one at a time, or nothing.
  offerKept() {
    const last = JSON.parse(localStorage.getItem(this.key) || "null");
    const { mark } = this.form.elements;
    const arrived = last?.sent && (last.sent === cookie("arrived") || last.mark !== mark.value);
    const found = this.undecided().filter((kept) => kept.text !== last?.text);
    if (last && !arrived) found.push({ ...last, sent: false });
    const list = found.filter((kept) => Date.now() - kept.at <= LOST_AFTER && kept.text !== this.saved);
    if (this.write(list)) localStorage.removeItem(this.key);
    if (list.length) this.offer(list.at(-1));
  }

  offer(kept) {
    const note = document.getElementById("handing-in-kept").content.firstElementChild.cloneNode(true);
    const done = () => {
      this.write(this.undecided().filter((one) => one.at !== kept.at));
      note.remove();
      const next = this.undecided().at(-1);
      if (next) this.offer(next);
    };
    this.form.before(note);
    note.querySelector("[data-restore]").addEventListener("click", () => {
      const rest = this.fill(kept);
      this.save();
      if (!rest.length) return done();
      note.querySelector("[data-ask]").replaceWith(this.notRestored(rest));
      note.querySelector("[data-restore]").remove();
    });
    note.querySelector("[data-forget]").addEventListener("click", done);
  }

  // Put back what was typed then, except where something newer stands; answers with that rest.
  fill(kept) {
    const [old, base, opened, now] = [kept.text, kept.base ?? this.opened, this.opened, this.text()].map(
      (text) => new URLSearchParams(text),
    );
    const same = (one, other, name) => values(one, name) === values(other, name);
    const rest = new Map();
    for (const field of this.form.elements) {
      const { name, type } = field;
      if (!name || passes(name) || name.endsWith("_uuid") || type === "file" || type === "submit") continue;
      if (same(old, base, name) || same(old, now, name)) continue;
      if (!same(now, opened, name) || !same(opened, base, name)) {
        if (type !== "checkbox" && type !== "radio" && !type.startsWith("select")) rest.set(name, old.get(name));
        continue;
      }
      if (type === "checkbox" || type === "radio") field.checked = old.getAll(name).includes(field.value);
      else if (type === "select-multiple") for (const option of field.options) option.selected = old.getAll(name).includes(option.value);
      else if (old.has(name)) field.value = old.get(name);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return [...rest.values()].filter(Boolean);
  }

  // The texts that were left, to read and copy.
  notRestored(texts) {
    const place = document.getElementById("handing-in-rest").content.cloneNode(true);
    for (const text of texts) {
      const quote = document.createElement("blockquote");
      quote.textContent = text;
      place.append(quote);
    }
    return place;
  }
}

// What a field says, however the server wrote the ends of it.
function values(text, name) {
  return text.getAll(name).map((value) => value.trim()).join("\n");
}

// How much of the room is used, beside a field that has a limit.
function count(field) {
  const limit = Number(field.dataset.counter);
  const line = document.createElement("p");
  line.className = "small quiet tabular";
  field.after(line);
  const show = () => {
    line.textContent = `${field.value.length} / ${limit}`;
    line.classList.toggle("field-error", field.value.length > limit);
  };
  field.addEventListener("input", show);
  show();
}

// Published projects with a title like the one being typed.
function lookAlike(form) {
  const title = form.elements.title;
  const list = form.querySelector("[data-similar-list]");
  let timer;
  title.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      try {
        const response = await fetch(`${form.dataset.similar}?titel=${encodeURIComponent(title.value)}`);
        if (response.ok && !response.redirected) list.innerHTML = await response.text();
      } catch {
        // Without a connection there is nothing to compare with.
      }
    }, 600);
  });
}

for (const form of document.querySelectorAll("form[data-handing-in]")) {
  new HandingIn(form);
  if (form.dataset.similar) lookAlike(form);
  for (const field of form.querySelectorAll("[data-counter]")) count(field);
}
