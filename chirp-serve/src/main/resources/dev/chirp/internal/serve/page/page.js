"use strict";

// Everything from the server is inserted as text, never as HTML.

const POLL_MILLIS = 1000;
const NO_BODY = ["GET", "HEAD", "DELETE", "OPTIONS"];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

const page = {
  server: null,
  functions: [],
  generation: null, // of the functions
  revision: 0,
  requests: new Map(),
  selected: null, // the function's name
  shown: null, // the number of the request in the result
  polls: 0,
  event: null, // the name of the event file that filled the form
  isTouched: false, // the user has changed the form
};

const byId = (id) => document.getElementById(id);

/** Creates an element. Properties that are functions become listeners; children may be text. */
function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Calls the server: a GET, or a POST that only this page can send. */
async function call(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json", "x-chirp-page": "1" },
    body: JSON.stringify(body),
  };
  const response = await fetch("api/" + path, options);
  const json = await response.json();
  if (!response.ok) {
    throw Object.assign(new Error(json.message), { status: response.status });
  }
  return json;
}

// ---- State

async function poll() {
  const mine = ++page.polls;
  try {
    const state = await call("state?since=" + page.revision);
    if (mine === page.polls) {
      await apply(state);
    }
  } catch (e) {
    setCode("bad", "The server does not answer");
  }
}

async function apply(state) {
  if (state.server !== page.server) {
    const isRestarted = page.server !== null;
    page.server = state.server;
    if (isRestarted) {
      forget();
      await poll();
      return;
    }
  }
  page.revision = state.revision;
  const isBroken = state.errors !== "";
  byId("errors").hidden = !isBroken;
  if (byId("errors-text").textContent !== state.errors) {
    byId("errors-text").textContent = state.errors;
  }
  setCode(isBroken ? "bad" : "good", isBroken ? "Cannot be served" : "Generation " + state.generation);
  for (const request of state.requests) {
    page.requests.set(request.number, request);
  }
  if (state.requests.length > 0) {
    showRequests();
  }
  if (state.generation !== page.generation) {
    await loadFunctions(state.generation);
  }
}

/** Drops what an earlier server sent: a new one counts requests and generations from 1. */
function forget() {
  page.requests.clear();
  page.revision = 0;
  page.generation = null;
  page.shown = null;
  byId("result-title").textContent = "Response";
  byId("result-status").hidden = false;
  byId("result-status").textContent = "The server has started again. Send a request, or choose one from the list.";
  byId("result-content").hidden = true;
  byId("result-content").replaceChildren();
  showRequests();
}

function setCode(state, text) {
  const code = byId("code");
  if (code.textContent !== text || code.dataset.state !== state) {
    code.dataset.state = state;
    code.textContent = text;
  }
}

/** Polls while the page is visible. */
async function live() {
  if (document.visibilityState === "visible") {
    await poll();
  }
  setTimeout(live, POLL_MILLIS);
}

// ---- Functions

/**
 * Loads the functions of a generation, or of the last good one if this one cannot be served. If
 * there is a newer one, the next poll loads it.
 */
async function loadFunctions(generation) {
  const loaded = await call("functions");
  if (loaded.generation !== generation) {
    return;
  }
  const before = chosen();
  page.functions = loaded.functions;
  if (!chosen() && page.functions.length > 0) {
    const named = page.functions.find((each) => each.name === location.hash.slice(1));
    page.selected = (named || page.functions[0]).name;
  }
  showFunctions();
  await adaptForm(before);
  page.generation = generation;
}

const chosen = () => page.functions.find((each) => each.name === page.selected);

const title = (each) => each.route ? each.route.method + " " + each.route.path : each.name;

function showFunctions() {
  byId("functions").replaceChildren(...page.functions.map((each) =>
    el("li", {}, el("a", {
      href: "#" + each.name,
      "aria-current": each.name === page.selected ? "true" : null,
      click: () => select(each.name),
    },
    el("span", { class: "route" },
      el("span", { class: "method" }, each.route ? each.route.method : "INVOKE"),
      " ",
      el("span", { class: "mono" }, each.route ? each.route.path : each.functionName)),
    el("span", { class: "name" }, each.route ? each.name : "no route")))));
}

async function select(name) {
  page.selected = name;
  showFunctions();
  await showForm();
}

// ---- The form of a request

async function showForm() {
  showAbout();
  const current = chosen();
  if (current) {
    await fill(current.events.length > 0 ? current.events[0] : null);
  }
}

/** Keeps what the user has typed when the function has new settings, events or parameters. */
async function adaptForm(before) {
  const current = chosen();
  const isSame = before && current && before.name === current.name;
  if (!isSame) {
    await showForm();
    return;
  }
  showAbout();
  const isSameRoute = JSON.stringify(before.route) === JSON.stringify(current.route);
  const hasFirstEvent = page.event === null && current.events.length > 0;
  if (!page.isTouched && (!isSameRoute || hasFirstEvent)) {
    await showForm();
  } else if (!isSameRoute) {
    const { form } = readForm(before);
    build(current, page.event, { ...form, event: form.body }, "");
  } else if (JSON.stringify(before.events) !== JSON.stringify(current.events)) {
    byId("event").closest(".field").replaceWith(eventChoice(current, page.event));
  }
}

/** Shows the chosen function's title and settings. */
function showAbout() {
  const current = chosen();
  byId("function-title").textContent = current ? title(current) : "No function";
  byId("function-about").textContent = current ? current.description || current.functionName : "";
  byId("form").hidden = !current;
  byId("settings").hidden = !current;
  if (!current) {
    return;
  }
  byId("settings-rows").replaceChildren(
    ...current.settings.concat(current.variables).map((row) => el("tr", {},
      el("th", { scope: "row" }, row.name),
      el("td", { class: "mono" }, row.value),
      el("td", {}, row.origin))));
}

/** Builds the form, from an event file if there is one. */
async function fill(event) {
  const current = chosen();
  let values = { path: [], query: [], headers: [], body: "", event: "{}" };
  let problem = "";
  if (event !== null) {
    try {
      values = await call("event?function=" + encodeURIComponent(current.name) + "&name=" + encodeURIComponent(event));
    } catch (e) {
      problem = e.message;
    }
  }
  if (current.name !== page.selected) {
    return; // the user has chosen a different function meanwhile
  }
  page.isTouched = false;
  build(current, event, values, problem);
}

function build(current, event, values, problem) {
  page.event = event;
  const parts = [eventChoice(current, event)];
  parts.push(...(current.route ? routeFields(current, values) : [bodyField("Event", pretty(values.event))]));
  parts.push(el("div", { class: "bar actions" },
    el("button", { type: "submit", class: "primary", id: "send" }, "Send"),
    el("span", { id: "form-status", role: "status", class: "hint" }, problem)));
  byId("form").replaceChildren(...parts);
}

function eventChoice(current, event) {
  const options = current.events.map((name) =>
    el("option", { value: name, selected: name === event }, name === "" ? current.name + ".json" : current.name + "/" + name + ".json"));
  if (event === null) {
    options.unshift(el("option", { selected: true, disabled: true }, options.length === 0 ? "none yet" : "not used"));
  }
  return el("div", { class: "field" },
    el("label", { for: "event" }, "Event file"),
    el("select", {
      id: "event",
      disabled: current.events.length === 0,
      change: (change) => fill(change.target.value),
    }, ...options));
}

function routeFields(current, values) {
  const route = current.route;
  const parts = [];
  if (route.method === "ANY" || route.method === "") {
    parts.push(el("div", { class: "field" },
      el("label", { for: "method" }, "Method"),
      el("select", { id: "method" }, ...METHODS.map((method) => el("option", {}, method)))));
  }
  if (route.path === "") {
    parts.push(el("div", { class: "field" },
      el("label", { for: "path" }, "Path"),
      el("input", { id: "path", value: "/", required: true })));
  }
  if (route.parameters.length > 0) {
    parts.push(el("fieldset", { id: "parameters" }, el("legend", {}, "Path parameters"),
      ...route.parameters.map((name) => {
        const known = values.path.find((each) => each.name === name);
        return el("div", { class: "field" },
          el("label", { for: "parameter-" + name }, name),
          el("input", { id: "parameter-" + name, name, value: known ? known.value : "", required: true }));
      })));
  }
  parts.push(pairs("query", "Query", "parameter", values.query));
  let headers = values.headers;
  const takesBody = !NO_BODY.includes(route.method);
  if (takesBody && headers.length === 0) {
    headers = [{ name: "content-type", value: "application/json" }];
  }
  if (route.credential && !headers.some((each) => each.name.toLowerCase() === route.credential)) {
    const value = route.credential === "authorization" ? "Bearer " : "";
    headers = [{ name: route.credential, value }, ...headers];
  }
  parts.push(pairs("headers", "Headers", "header", headers));
  if (takesBody || values.body !== "") {
    parts.push(bodyField("Body", pretty(values.body)));
  }
  return parts;
}

function bodyField(label, text) {
  const area = el("textarea", {
    id: "body",
    rows: String(Math.min(14, Math.max(4, text.split("\n").length))),
    spellcheck: "false",
    "aria-describedby": "body-hint",
    keydown: (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        byId("form").requestSubmit();
      }
    },
  });
  area.value = text;
  const hint = text.includes("***")
    ? "Ctrl+Enter sends. Each *** is sent as the secret in the event file."
    : "Ctrl+Enter sends.";
  return el("div", { class: "field group" },
    el("label", { for: "body" }, label), area,
    el("span", { id: "body-hint", class: "hint small" }, hint));
}

/** Rows of names and values. */
function pairs(id, legend, what, values) {
  const rows = el("div", { id });
  const add = (pair, isNew) => {
    const row = el("div", { class: "pair" },
      el("input", { "aria-label": "Name of the " + what, class: "pair-name", value: pair.name }),
      el("input", { "aria-label": "Value of the " + what, class: "pair-value", value: pair.value }),
      el("button", {
        type: "button",
        class: "remove",
        "aria-label": "Remove the " + what + " " + pair.name,
        click: () => {
          page.isTouched = true;
          row.remove();
          plus.focus();
        },
      }, "×"));
    rows.append(row);
    if (isNew) {
      row.querySelector("input").focus();
    }
  };
  const plus = el("button", {
    type: "button", class: "quiet", "aria-label": "Add a " + what, click: () => add({ name: "", value: "" }, true),
  }, "Add");
  values.forEach((pair) => add(pair, false));
  return el("fieldset", {}, el("legend", {}, legend + " ", plus), rows);
}

const readPairs = (id) => byId(id)
  ? Array.from(byId(id).querySelectorAll(".pair")).map((row) => ({
    name: row.querySelector(".pair-name").value.trim(),
    value: row.querySelector(".pair-value").value,
  })).filter((pair) => pair.name !== "")
  : [];

function readForm(current) {
  const route = current.route;
  const body = byId("body") ? byId("body").value : "";
  const event = page.event;
  if (!route) {
    return {
      function: current.name,
      method: "POST",
      template: "/2015-03-31/functions/" + current.functionName + "/invocations",
      form: { path: [], query: [], headers: [{ name: "content-type", value: "application/json" }], body },
      event,
      isEvent: true,
    };
  }
  return {
    function: current.name,
    method: byId("method") ? byId("method").value : route.method,
    template: route.path === "" ? byId("path").value : route.path,
    form: {
      path: route.parameters.map((name) => ({ name, value: byId("parameter-" + name).value })),
      query: readPairs("query"),
      headers: readPairs("headers"),
      body,
    },
    event,
  };
}

async function send(submit) {
  submit.preventDefault();
  const current = chosen();
  await showSent(byId("form-status"), () => call("send", readForm(current)));
}

/** Shows the request that a call sends, or why it could not be sent. */
async function showSent(status, sending) {
  status.textContent = "Sending …";
  try {
    const detail = await sending();
    status.textContent = "";
    showDetail(detail);
    await poll();
    await loadSandbox();
  } catch (e) {
    status.textContent = e.message;
  }
}

// ---- The result

async function showNumber(number) {
  try {
    showDetail(await call("request?number=" + number));
  } catch (e) {
    byId("result-status").hidden = false;
    byId("result-status").textContent = e.message;
  }
}

function showDetail(detail) {
  page.shown = detail.number;
  byId("result-title").textContent = detail.method + " " + detail.path;
  byId("result-status").hidden = true;
  const content = byId("result-content");
  content.hidden = false;
  content.dataset.number = detail.number;
  content.replaceChildren(...[
    facts(detail),
    detail.reason ? el("p", { class: "reason", id: "result-reason" }, detail.reason) : null,
    block("Body", "result-body", pretty(detail.body) || "(empty)"),
    block("Log", "result-log", detail.log || "(no lines)"),
    folded("Headers", "result-headers", headerLines(detail.headers), true),
    detail.event ? folded("Event of the function", "result-event", pretty(detail.event), false) : null,
    detail.failed ? folded("Error of the function", "result-error", pretty(detail.result), false) : null,
    actions(detail),
  ].filter((part) => part !== null));
  markShown();
  const top = byId("result").getBoundingClientRect().top;
  if (top < 0 || top > innerHeight * 0.75) {
    byId("result").scrollIntoView({ block: "start" });
  }
}

function facts(detail) {
  const parts = [
    el("span", { class: "status", id: "result-code", "data-class": statusClass(detail.status) },
      detail.status === undefined ? "…" : String(detail.status)),
  ];
  if (detail.millis !== undefined) {
    parts.push(el("span", {}, detail.millis + " ms"));
  }
  if (detail.start) {
    parts.push(el("span", { id: "result-start", class: "start-" + detail.start }, detail.start));
  }
  if (detail.function) {
    parts.push(el("span", { class: "soft" }, detail.function));
  }
  if (detail.duration !== undefined) {
    let text = "Duration " + detail.duration.toFixed(2) + " ms";
    text += detail.init === undefined ? "" : " · Init " + detail.init.toFixed(0) + " ms";
    text += " · Memory " + detail.memory + " of " + detail.memorySize + " MB";
    parts.push(el("span", { class: "soft", id: "result-report" }, text));
  }
  if (detail.generation) {
    parts.push(el("span", { class: "soft" }, "Generation " + detail.generation));
  }
  return el("div", { class: "facts" }, ...parts);
}

const statusClass = (status) => status === undefined ? null : String(status).charAt(0);

const headerLines = (headers) => headers
  .flatMap((header) => Object.entries(header).map(([name, value]) => name + ": " + value))
  .join("\n");

const block = (heading, id, text) =>
  el("div", { class: "block" }, el("h3", {}, heading), el("pre", { id, tabindex: "0", "aria-label": heading }, text));

const folded = (heading, id, text, isOpen) =>
  el("details", { open: isOpen }, el("summary", {}, heading), el("pre", { id, tabindex: "0", "aria-label": heading }, text));

function actions(detail) {
  const status = el("span", { id: "result-message", role: "status", class: "hint" });
  const replay = el("button", {
    type: "button",
    id: "replay",
    disabled: !detail.canReplay,
    click: () => showSent(status, () => call("replay", { number: detail.number })),
  }, "Replay");
  const bar = el("div", { class: "bar" }, replay, status);
  return detail.canSave ? el("div", {}, bar, saveForm(detail, status)) : bar;
}

function saveForm(detail, status) {
  const name = el("input", { id: "save-name", required: true, maxlength: "64", placeholder: "from-browser", pattern: "[A-Za-z0-9][A-Za-z0-9._\\-]*" });
  const overwrite = el("button", { type: "button", id: "overwrite", hidden: true, click: () => save(true) }, "Overwrite");
  const save = async (overwrites) => {
    overwrite.hidden = true;
    try {
      const saved = await call("save", { number: detail.number, name: name.value, overwrite: overwrites });
      status.textContent = "Saved " + saved.file + (saved.isMasked ? ", with *** in place of secrets." : ".");
      await loadFunctions(page.generation);
    } catch (e) {
      status.textContent = e.message;
      overwrite.hidden = e.status !== 409;
    }
  };
  return el("form", {
    class: "save",
    id: "save-form",
    autocomplete: "off",
    submit: (submit) => {
      submit.preventDefault();
      save(false);
    },
  },
  el("div", { class: "field" }, el("label", { for: "save-name" }, "Name of the event file"), name),
  el("div", { class: "bar" }, el("button", { type: "submit", id: "save" }, "Save as event file"), overwrite));
}

// ---- The list of requests

function showRequests() {
  const all = Array.from(page.requests.values()).sort((one, other) => other.number - one.number).slice(0, 50);
  page.requests = new Map(all.map((request) => [request.number, request]));
  const list = byId("requests-list");
  const known = new Map(Array.from(list.children).map((item) => [item.firstChild.dataset.number, item]));
  // A row stays the same element, or a click on it could get lost.
  all.forEach((request, index) => {
    const item = known.get(String(request.number)) || el("li", {}, row(request.number));
    known.delete(String(request.number));
    update(item.firstChild, request);
    if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] || null);
    }
  });
  known.forEach((item) => item.remove());
  byId("requests-none").hidden = all.length > 0;
  markShown();
}

function row(number) {
  return el("button", { type: "button", "data-number": String(number), click: () => showNumber(number) },
    ...["status", "path", "millis", "time", "start"].map((part) => el("span", { class: part })));
}

function update(button, request) {
  const [status, path, millis, time, start] = button.children;
  status.textContent = request.status === undefined ? "…" : String(request.status);
  status.dataset.class = statusClass(request.status) || "";
  path.textContent = request.method + " " + request.path;
  millis.textContent = request.millis === undefined ? "" : request.millis + " ms";
  time.textContent = new Date(request.received).toLocaleTimeString([], { hour12: false });
  start.textContent = request.start;
  start.className = "start start-" + request.start;
  button.title = request.reason;
}

function markShown() {
  for (const each of byId("requests-list").querySelectorAll("button")) {
    if (each.dataset.number === String(page.shown)) {
      each.setAttribute("aria-current", "true");
    } else {
      each.removeAttribute("aria-current");
    }
  }
}

// ---- The sandbox

async function loadSandbox() {
  const content = byId("sandbox-content");
  try {
    const sandbox = await call("sandbox");
    byId("sandbox-refresh").hidden = !sandbox.isUsed;
    if (!sandbox.isUsed) {
      content.replaceChildren(el("p", { class: "hint" }, "Functions call AWS. With -Dchirp.localSandbox, they call a sandbox, and its tables and buckets are here."));
      return;
    }
    content.replaceChildren(
      listed("Table", "Items", sandbox.tables.map((table) => [table.name, "Key: " + table.key, table.items])),
      listed("Bucket", "Objects", sandbox.buckets.map((bucket) => [bucket.name, null, bucket.hasMore ? "over " + bucket.objects : bucket.objects])));
  } catch (e) {
    content.replaceChildren(el("p", { class: "hint" }, e.message));
  }
}

function listed(what, count, rows) {
  if (rows.length === 0) {
    return el("p", { class: "hint" }, "No " + what.toLowerCase() + ".");
  }
  return el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, what), el("th", { scope: "col", class: "number" }, count))),
    el("tbody", {}, ...rows.map(([name, note, number]) => el("tr", {},
      el("td", { class: "mono" }, name, note ? el("span", { class: "note" }, note) : null),
      el("td", { class: "number" }, String(number))))));
}

// ---- JSON, indented. Numbers keep all their digits, which JSON.parse would lose.

function pretty(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value !== "object" || value === null) {
      return text;
    }
  } catch (e) {
    return text;
  }
  let out = "";
  let depth = 0;
  const line = () => "\n" + "  ".repeat(depth);
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (token === "{" || token === "[") {
      depth++;
      out += token + line();
    } else if (token === "}" || token === "]") {
      depth--;
      out = /[{[]\s*$/.test(out) ? out.trimEnd() + token : out + line() + token;
    } else if (token === ",") {
      out += token + line();
    } else {
      out += token === ":" ? ": " : token;
    }
  }
  return out;
}

// ---- Start

byId("base").textContent = location.origin;
byId("form").addEventListener("submit", send);
byId("form").addEventListener("input", (input) => {
  page.isTouched = page.isTouched || input.target.id !== "event";
});
byId("sandbox-refresh").addEventListener("click", loadSandbox);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    poll();
  }
});
window.addEventListener("hashchange", () => {
  const name = location.hash.slice(1);
  if (name !== page.selected && page.functions.some((each) => each.name === name)) {
    select(name);
  }
});
loadSandbox();
live();
